import { isRecord } from "../plain-data.ts";

/**
 * The id of the innermost step that a problem's path points into, such as the arm's second step for
 * "steps.2.arms.0.steps.1.config.body". The document may be invalid. Null when the path names no step or the step has
 * no id.
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
