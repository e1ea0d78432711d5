import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environment } from "#shell/env.server.ts";

const file = new URL("../../README.md", import.meta.url);
const MARKED = /(<!-- environment[^>]*-->\n)[^]*?(<!-- \/environment -->)/;

/** The table of variables, as the schema has it. */
function table(): string {
  const rows = Object.entries(environment.shape).map(([name, schema]) => {
    const without = schema.safeParse(undefined);
    const standing = without.success ? (without.data === undefined ? "optional" : `\`${without.data}\``) : "required";
    return `| \`${name}\` | ${standing} | ${schema.description} |`;
  });
  return ["| variable | default | what |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

// UPDATE=1 writes the table anew.
test("the README's table of variables is the environment's schema", () => {
  const readme = readFileSync(file, "utf8");
  const wanted = readme.replace(MARKED, (_all, begin: string, end: string) => `${begin}${table()}${end}`);
  if (process.env.UPDATE === "1") writeFileSync(file, wanted);
  expect(process.env.UPDATE === "1" ? wanted : readme).toBe(wanted);
  expect(readme).toMatch(MARKED);
});
