import pino from "pino";

export type Log = pino.Logger;

/** Logs JSON lines to stderr; stdout belongs to command output. Redacts personal data. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      base: undefined,
      redact: { paths: ["phone", "to", "from", "body", "*.phone", "*.to", "*.from", "*.body"], censor: "[hidden]" },
    },
    pino.destination({ fd: 2, sync: true }),
  );
