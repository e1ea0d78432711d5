import { accessSync, constants, readdirSync } from "node:fs";
import path from "node:path";

const inPath = () => (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);

function firstWith(folders: readonly string[], name: string): string | undefined {
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The folder of Postgres's binaries: POSTGRES_BIN, Debian's newest, or the one in PATH. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = readFolder(debian).sort((a, b) => Number(b) - Number(a));
  const folders = [
    process.env.POSTGRES_BIN ?? [],
    versions.map((version) => path.join(debian, version, "bin")),
    inPath(),
  ].flat();
  const initdb = firstWith(folders, "initdb");
  return initdb && path.dirname(initdb);
}

export const findRedis = () => firstWith(inPath(), "redis-server");

/**
 * Chromium's executable: CHROMIUM, or Debian's. The headless shell comes first: the same engine without the windows of a
 * browser, it runs the tests in a third of the time.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return firstWith([path.dirname(CHROMIUM)], path.basename(CHROMIUM));
  const folders = ["/usr/bin", ...inPath()];
  return firstWith(folders, "chromium-headless-shell") ?? firstWith(folders, "chromium");
}

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
