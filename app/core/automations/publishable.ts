import type { Problem } from "../problem.ts";
import { listedValueProblems } from "./cross-check.ts";
import { readDefinition, type MerchantDefinition } from "./definition.ts";

/**
 * Parses a definition that is to be published: `readDefinition` says whether it can run, and this also whether its
 * conditions can hold.
 */
export function readPublishable(document: unknown): { definition: MerchantDefinition } | { problems: Problem[] } {
  const read = readDefinition(document);
  const problems = [...("problems" in read ? read.problems : []), ...listedValueProblems(document)];
  return "definition" in read && problems.length === 0 ? read : { problems };
}
