import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MAX_FILE_BYTES } from "#core/automations/file.ts";

/**
 * The text of a file that the operator names. Of one too large to be anybody's automation, no more is read than shows
 * it.
 * @param cwd where the operator stands, who may be asking another process
 * @throws with one line when it cannot be read
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

/** @returns where it was written */
export function writeOwnFile(cwd: string, name: string, text: string): string {
  const file = path.resolve(cwd, name);
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`cannot write ${name}: ${(error as Error).message}`, { cause: error });
  }
  return file;
}
