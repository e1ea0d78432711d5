import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { zipFiles } from "#shell/zip.server.ts";
import { unzip } from "#tests/support/unzip.ts";

const file = (name: string, content: () => AsyncIterable<string>) => ({ path: name, content });
async function* parts(...texts: string[]) {
  yield* texts;
}

test("an archive has each file with what was written into it, empty ones too", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-zip-"));
  const made = zipFiles(
    [file("a.txt", () => parts("one ", "two")), file("b/c.csv", () => parts(""))],
    new Date("2026-03-02T12:00:00Z"),
  );
  writeFileSync(path.join(folder, "all.zip"), await buffer(Readable.from(made)));
  expect(Object.fromEntries(await unzip(path.join(folder, "all.zip")))).toEqual({ "a.txt": "one two", "b/c.csv": "" });
  rmSync(folder, { recursive: true });
});

test("a file that cannot be read ends the archive with its error", async () => {
  // oxlint-disable-next-line require-yield -- it fails before its first part
  async function* broken(): AsyncGenerator<string> {
    throw new Error("the database is away");
  }
  const made = zipFiles(
    [file("a.txt", () => parts("one")), file("b.txt", broken), file("c.txt", () => parts("x"))],
    new Date(),
  );
  await expect(buffer(Readable.from(made))).rejects.toThrow("the database is away");
});
