import { nestsDeeperThan } from "../intake/json-depth.ts";
import type { Problem } from "../problem.ts";
import { canonical } from "./canonical.ts";
import type { Definition } from "./definition.ts";
import { readDocument } from "./document.ts";
import { FILE_VERSION } from "./file-version.ts";

/** Where an editor finds the schema: beside the file. `shopbell automation schema` writes it. */
const SCHEMA_FILE = "automation.schema.json";
/** Bytes that a file may have. */
export const MAX_FILE_BYTES = 256 * 1024;
const DEEPEST = 64;

/** A definition as a file: the same text for the same definition, whoever writes it. */
export const writeAutomationFile = (definition: Definition): string =>
  `${JSON.stringify({ $schema: SCHEMA_FILE, version: FILE_VERSION, ...canonical(definition) }, null, 2)}\n`;

/** @returns the definition in a file, or every problem at once, each with its place and its remedy */
export function readAutomationFile(text: string): { definition: Definition } | { problems: Problem[] } {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_FILE_BYTES)
    return refused(`is larger than ${MAX_FILE_BYTES / 1024} KB; an automation takes a few`);
  if (nestsDeeperThan(bytes, DEEPEST)) return refused(`nests deeper than ${DEEPEST} levels; make it flatter`);
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refused(`is no JSON: ${(error as Error).message}`);
  }
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return refused("must be one automation: { name, kind, trigger, reentry, steps }");
  const { $schema: _, version = FILE_VERSION, ...rest } = document as Record<string, unknown>;
  if (version !== FILE_VERSION)
    return {
      problems: [{ path: "version", message: `is ${JSON.stringify(version)}; this release reads ${FILE_VERSION}` }],
    };
  return readDocument(rest);
}

const refused = (message: string) => ({ problems: [{ path: "", message }] });
