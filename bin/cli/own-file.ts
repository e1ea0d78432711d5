import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MAX_FILE_BYTES } from "#core/automations/file.ts";

/**
 * Reads a file that the operator names; reads at most one byte more than the size limit of automation files.
 * @param cwd the operator's working directory, which can differ from this process's
 * @throws with one line if the file cannot be read
 */
export function readOwnFile(cwd: string, name: string): string {
  const start = Buffer.alloc(MAX_FILE_BYTES + 1);
  try {
    const file = openSync(path.resolve(cwd, name), "r");
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < start.length; length += read)
        read = readSync(file, start, length, start.length - length, null);
      return start.toString("utf8", 0, length);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new Error(`cannot read ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** @returns the absolute path */
export function writeOwnFile(cwd: string, name: string, text: string): string {
  const file = path.resolve(cwd, name);
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`cannot write ${name}: ${(error as Error).message}`, { cause: error });
  }
  return file;
}
