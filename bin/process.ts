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

/** Stops in order when told to: first SIGTERM or SIGINT lets work finish, a second ends at once. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  const handle = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(() => process.exit(0), exitWith);
  };
  process.on("SIGTERM", handle);
  process.on("SIGINT", handle);
}
