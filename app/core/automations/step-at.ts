import { isRecord } from "../plain-data.ts";

/**
 * The id of the innermost step of a document, sound or not, in which a problem lies: of
 * "steps.2.arms.0.steps.1.config.body" that of the arm's second step. Null where it lies in none, or the step has no
 * name.
 */
export function stepAt(document: unknown, path: string): string | null {
  let here = document;
  let id: string | null = null;
  const parts = path.split(".");
  for (const [at, part] of parts.entries()) {
    if (!isRecord(here) && !Array.isArray(here)) break;
    here = Array.isArray(here) ? (here as unknown[])[Number(part)] : here[part];
    if (parts[at - 1] === "steps" && isRecord(here)) id = typeof here.id === "string" ? here.id : null;
  }
  return id;
}
