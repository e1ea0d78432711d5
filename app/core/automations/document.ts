import type { Problem } from "../problem.ts";
import type { Definition } from "./definition.ts";
import { leftoverProblems, unstorableProblems } from "./leftovers.ts";
import { readPublishable } from "./publishable.ts";

/**
 * Parses a definition before it is stored. Also rejects unknown settings and unstorable texts.
 * @returns the definition, or all problems with path and remedy
 */
export function readDocument(document: unknown): { definition: Definition } | { problems: Problem[] } {
  const read = readPublishable(document);
  const shapeProblems = "problems" in read ? read.problems : [];
  const problems = [
    ...shapeProblems,
    ...leftoverProblems(document).filter(({ path }) => !shapeProblems.some((other) => other.path === path)),
    ...unstorableProblems(document),
  ];
  return "definition" in read && problems.length === 0 ? read : { problems };
}
