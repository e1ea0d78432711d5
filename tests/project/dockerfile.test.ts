import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** A file and all that it imports by relative paths, from the repository's root. */
function withImports(file: string, met = new Set<string>()): Set<string> {
  if (met.has(file)) return met;
  met.add(file);
  const source = readFileSync(path.join(ROOT, file), "utf8");
  for (const [, imported = ""] of source.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g))
    withImports(path.join(path.dirname(file), imported), met);
  return met;
}

test("the image installs packages with all that their installation reads, and copies nothing that is not there", () => {
  const dockerfile = readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
  const [before = ""] = dockerfile.split("RUN npm ci");
  const copied = [...before.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = ""]) => files.split(" "));
  expect(copied.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  const read = ["package.json", "package-lock.json", "prisma/schema.prisma", ...withImports("prisma.config.ts")];
  expect(read.filter((file) => !copied.some((one) => file === one || file.startsWith(`${one}/`)))).toEqual([]);
});
