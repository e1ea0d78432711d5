import { readdirSync } from "node:fs";
import path from "node:path";
import { firstExecutable, foldersInPath } from "#sandbox/browser/executables.ts";

/** The folder of Postgres's binaries: POSTGRES_BIN, Debian's newest, or the one in PATH. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = readFolder(debian).sort((a, b) => Number(b) - Number(a));
  const folders = [
    process.env.POSTGRES_BIN ?? [],
    versions.map((version) => path.join(debian, version, "bin")),
    foldersInPath(),
  ].flat();
  const initdb = firstExecutable(folders, "initdb");
  return initdb && path.dirname(initdb);
}

export const findRedis = () => firstExecutable(foldersInPath(), "redis-server");

/** What was found; where nothing was, says in a line what is left out, and fails where every test must run. */
export function present<T>(found: T | undefined, what: string, leftOut: string): T | null {
  if (found !== undefined) return found;
  if (process.env.CI === "true") throw new Error(`${what} is not installed, and CI runs every test`);
  console.log(`${what} is not installed: left out are ${leftOut}`);
  return null;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
