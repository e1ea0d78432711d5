import pino from "pino";

export type Log = pino.Logger;

/** JSON lines on standard error: standard output belongs to what a command answers. Personal data is never logged. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      base: undefined,
      redact: { paths: ["phone", "to", "from", "body", "*.phone", "*.to", "*.from", "*.body"], censor: "[hidden]" },
    },
    pino.destination({ fd: 2, sync: true }),
  );
