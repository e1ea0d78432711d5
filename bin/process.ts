import { readEnv, type Env } from "#shell/env.server.ts";
import type { Log } from "#shell/log.server.ts";

/** Reads the configuration; on errors prints one line per invalid variable and exits. */
export function envOrExit(source: NodeJS.ProcessEnv = process.env, alsoNeeded: (env: Env) => string[] = () => []): Env {
  const result = readEnv(source);
  const problems = "problems" in result ? result.problems : alsoNeeded(result.env);
  if ("env" in result && problems.length === 0) return result.env;
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/** Prints one line and exits with code 1. */
export function exitWith(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Signals within this time count once: npm and the terminal forward the same one. */
const SIGNAL_DEBOUNCE_MS = 1_000;

/** Time for running work after an error that leaves the process in an unknown state, in milliseconds. */
const CRASH_TIMEOUT_MS = 10_000;

/**
 * Graceful shutdown: the first SIGTERM or SIGINT waits for running work, a later one exits at once. A promise that fails
 * without a handler is logged and harms nothing else; an exception without one ends the process after its running work.
 */
export function onStop(log: Log, stop: () => Promise<void>): void {
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a promise failed that nothing waits for"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "an exception was not caught; the process ends");
    setTimeout(() => process.exit(1), CRASH_TIMEOUT_MS);
    void stop().finally(() => process.exit(1));
  });
  let first: number | null = null;
  const handle = () => {
    if (first !== null) {
      if (performance.now() - first > SIGNAL_DEBOUNCE_MS) process.exit(1);
      return;
    }
    first = performance.now();
    stop().then(() => process.exit(0), exitWith);
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
}
