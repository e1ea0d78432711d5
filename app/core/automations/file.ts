import { nestsDeeperThan } from "../intake/json-depth.ts";
import { problemsOf, type Problem } from "../problem.ts";
import { plainErrorMap } from "../schema-messages.ts";
import { canonical } from "./canonical.ts";
import type { Definition } from "./definition.ts";
import { readDocument } from "./document.ts";
import { automationTags, changeTags } from "./tags.ts";
import { FILE_VERSION } from "./file-version.ts";

/** Editors look for the schema beside the file. `shopbell automation schema` writes it. */
const SCHEMA_FILE = "automation.schema.json";
/** The maximum size in bytes. */
export const MAX_FILE_BYTES = 256 * 1024;
const MAX_DEPTH = 64;

/** Writes a definition as a file. Equal definitions and tags give equal files. */
export const writeAutomationFile = (definition: Definition, tags: readonly string[] = []): string =>
  `${JSON.stringify(
    { $schema: SCHEMA_FILE, version: FILE_VERSION, ...canonical(definition), ...(tags.length > 0 && { tags }) },
    null,
    2,
  )}\n`;

/**
 * Parses an automation file.
 * @returns the definition, or all problems with path and remedy
 */
export function readAutomationFile(
  text: string,
): { definition: Definition; /** Undefined for a file without tags. */ tags?: string[] } | { problems: Problem[] } {
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
  const { $schema: _, version = FILE_VERSION, tags, ...rest } = document as Record<string, unknown>;
  if (version !== FILE_VERSION)
    return {
      problems: [{ path: "version", message: `is ${JSON.stringify(version)}; this release reads ${FILE_VERSION}` }],
    };
  const readTags = automationTags.optional().safeParse(tags, { error: plainErrorMap });
  const read = readDocument(rest);
  if (!readTags.success)
    return {
      problems: [
        ...("problems" in read ? read.problems : []),
        ...problemsOf(readTags.error.issues).map(({ path, message }) => ({
          path: path === "" ? "tags" : `tags.${path}`,
          message,
        })),
      ],
    };
  return "definition" in read && readTags.data
    ? { ...read, tags: changeTags([], { add: readTags.data, remove: [] }) }
    : read;
}

const fileProblem = (message: string) => ({ problems: [{ path: "", message }] });
