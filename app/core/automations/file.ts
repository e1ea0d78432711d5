import { nestsDeeperThan } from "../intake/json-depth.ts";
import type { Problem } from "../problem.ts";
import { canonical } from "./canonical.ts";
import type { Definition } from "./definition.ts";
import { readDocument } from "./document.ts";
import { FILE_VERSION } from "./file-version.ts";

/** Editors look for the schema beside the file. `shopbell automation schema` writes it. */
const SCHEMA_FILE = "automation.schema.json";
/** The maximum size in bytes. */
export const MAX_FILE_BYTES = 256 * 1024;
const MAX_DEPTH = 64;

/** Writes a definition as a file. Equal definitions give equal files. */
export const writeAutomationFile = (definition: Definition): string =>
  `${JSON.stringify({ $schema: SCHEMA_FILE, version: FILE_VERSION, ...canonical(definition) }, null, 2)}\n`;

/**
 * Parses an automation file.
 * @returns the definition, or all problems with path and remedy
 */
export function readAutomationFile(text: string): { definition: Definition } | { problems: Problem[] } {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_FILE_BYTES)
    return fileProblem(`is larger than ${MAX_FILE_BYTES / 1024} KB; an automation takes a few`);
  if (nestsDeeperThan(bytes, MAX_DEPTH)) return fileProblem(`nests deeper than ${MAX_DEPTH} levels; make it flatter`);
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return fileProblem(`is no JSON: ${(error as Error).message}`);
  }
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return fileProblem("must be one automation: { name, kind, trigger, reentry, steps }");
  const { $schema: _, version = FILE_VERSION, ...rest } = document as Record<string, unknown>;
  if (version !== FILE_VERSION)
    return {
      problems: [{ path: "version", message: `is ${JSON.stringify(version)}; this release reads ${FILE_VERSION}` }],
    };
  return readDocument(rest);
}

const fileProblem = (message: string) => ({ problems: [{ path: "", message }] });
