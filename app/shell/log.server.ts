import pino from "pino";
import { errorForLog } from "./log-error.server.ts";

export type Log = pino.Logger;

/** Logs JSON lines to stderr; stdout belongs to command output. Redacts personal data. */
export const createLog = (
  level: string,
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log =>
  pino(
    {
      level,
      base: undefined,
      serializers: { err: (thrown: unknown) => errorForLog(thrown) },
      redact: { paths: ["phone", "to", "from", "body", "*.phone", "*.to", "*.from", "*.body"], censor: "[hidden]" },
    },
    destination,
  );
