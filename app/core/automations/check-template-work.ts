import { isRecord } from "../plain-data.ts";
import type { Problem } from "../problem.ts";
import { stepsToCheck } from "../sending/templates/engine.ts";

/**
 * The steps that checking all templates of one document may take. Each template has its own limit, but a file holds
 * thousands.
 */
const MAX_STEPS = 60_000;

/** The template at which the document's templates have taken too much work to be checked; null if there is none. */
export function checkTemplateWork(document: unknown): Problem | null {
  let steps = 0;
  for (const { path, text } of textsIn(document, "")) {
    if (!text.includes("{%") && !text.includes("{{")) continue;
    steps += stepsToCheck(text);
    if (steps > MAX_STEPS)
      return { path, message: `this and the texts before it take more than ${MAX_STEPS} steps; shorten their loops` };
  }
  return null;
}

function* textsIn(value: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (Array.isArray(value) || isRecord(value))
    for (const [name, inner] of Object.entries(value)) yield* textsIn(inner, path === "" ? name : `${path}.${name}`);
}
