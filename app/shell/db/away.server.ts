import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "#shell/log.server.ts";

/**
 * Postgres error codes of a server that went away, is starting, has no connection, disk space or memory left, or became
 * a replica. Of class 08, connection exceptions, all.
 */
const AWAY_CODES = new Set(["57P01", "57P02", "57P03", "57P05", "53100", "53200", "53300", "25006"]);
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** node-postgres gives these errors no code. */
const AWAY_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

/** Whether work failed because the database could not be reached or dropped the connection. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, cause } = error as Error & { code?: unknown };
  if (typeof code === "string" && (code.startsWith("08") || AWAY_CODES.has(code) || NETWORK_CODES.has(code)))
    return true;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  return AWAY_MESSAGES.test(message) || isDatabaseAway(cause);
}

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 2_000;

/**
 * Repeats database work while the database is away. The work may have been committed although its connection broke, so
 * it must be safe to repeat, and it may have no effect outside the database.
 * @param options.patienceMs the time after which the error is thrown
 * @throws the last error of the work; any other error than an absent database at once
 */
export async function retryWhileAway<T>(
  log: Log,
  work: () => Promise<T>,
  { patienceMs }: { patienceMs: number },
): Promise<T> {
  const began = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS, isFirst = true; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS), isFirst = false) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() - began + pauseMs > patienceMs) throw error;
      if (isFirst) log.warn({ err: error }, "the database is away; the work waits for it");
      // Jitter: the work of all processes waits for the same moment.
      await pause(pauseMs / 2 + (Math.random() * pauseMs) / 2);
    }
  }
}
