import type { Problem } from "../problem.ts";
import { readDefinition, type Definition } from "./definition.ts";
import { leftoverProblems, unstorableProblems } from "./leftovers.ts";

/**
 * Reads a definition that a person or a program has written and that is to be kept: besides what no definition may
 * be, it says nothing that nobody would understand.
 * @returns the definition, or every problem at once, each with its place and its remedy
 */
export function readDocument(document: unknown): { definition: Definition } | { problems: Problem[] } {
  const read = readDefinition(document);
  const told = "problems" in read ? read.problems : [];
  const problems = [
    ...told,
    ...leftoverProblems(document).filter(({ path }) => !told.some((other) => other.path === path)),
    ...unstorableProblems(document),
  ];
  return "definition" in read && problems.length === 0 ? read : { problems };
}
