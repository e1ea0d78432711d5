import type { Problem } from "../problem.ts";
import { checkDocumentWording } from "./check-wording.ts";
import { listedValueProblems } from "./cross-check.ts";
import { readDefinition, type MerchantDefinition } from "./definition.ts";

/**
 * Parses a definition that is to be published: whether it can run, its conditions can hold, and its texts come out as
 * they are meant. A published version stays readable by `readDefinition` alone, so that a
 * rule which a later release adds stops no running automation.
 * @returns the definition, or all problems with path and remedy
 */
export function readPublishable(document: unknown): { definition: MerchantDefinition } | { problems: Problem[] } {
  const read = readDefinition(document);
  const shapeProblems = "problems" in read ? read.problems : [];
  // Too many or too large templates are not worth checking further.
  const problems = [
    ...shapeProblems,
    ...listedValueProblems(document),
    ...(isOverloaded(shapeProblems) ? [] : checkDocumentWording(document)),
  ];
  return "definition" in read && problems.length === 0 ? read : { problems };
}

const isOverloaded = (problems: readonly Problem[]): boolean =>
  problems.length === 1 && problems[0]?.message.startsWith("this and the texts before it") === true;
