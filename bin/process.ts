import { readEnv, type Env } from "#shell/env.server.ts";

/** The process's configuration; where it is wrong, one line for each variable, and the end. */
export function envOrExit(source: NodeJS.ProcessEnv = process.env, alsoNeeded: (env: Env) => string[] = () => []): Env {
  const result = readEnv(source);
  const problems = "problems" in result ? result.problems : alsoNeeded(result.env);
  if ("env" in result && problems.length === 0) return result.env;
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/** Ends the process with one clear line. */
export function exitWith(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Signals within this time are one wish: npm and a terminal pass the same one on. */
const ONE_WISH_MS = 1_000;

/** Stops in order when told to: the first SIGTERM or SIGINT lets work finish, a later one ends at once. */
export function onStop(stop: () => Promise<void>): void {
  let first: number | null = null;
  const handle = () => {
    if (first !== null) {
      if (performance.now() - first > ONE_WISH_MS) process.exit(1);
      return;
    }
    first = performance.now();
    stop().then(() => process.exit(0), exitWith);
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
}
