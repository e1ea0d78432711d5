import { actionNamed } from "../../actions/index.ts";
import type { Problem } from "../../problem.ts";
import { readDefinition } from "../definition.ts";
import type { Draft } from "./draft.ts";
import { pathOf, placed, stepsAround } from "./place.ts";

/** What is to be said of a draft. A problem keeps it from being published; a warning only wonders. */
export interface Finding extends Problem {
  kind: "problem" | "warning";
}

/** @param refused what the server finds wrong besides, which knows what else the shop has */
export function findingsOf(draft: Draft, refused: readonly Problem[] = []): Finding[] {
  const read = readDefinition(draft);
  const found = "problems" in read ? read.problems : [];
  const besides = refused.filter(({ path, message }) => !found.some((one) => one.path === path || one.message === message));
  return [...[...found, ...besides].map((problem) => ({ kind: "problem" as const, ...problem })), ...unreached(draft)];
}

/** Steps after one that ends the flow. */
const unreached = ({ steps }: Draft): Finding[] =>
  placed(steps).flatMap(({ place }) => {
    const before = stepsAround(steps, place)[place.at - 1];
    return before && actionNamed(before.type)?.ends ? [{ kind: "warning" as const, path: pathOf(place), message: "nobody comes here: the step before it ends the flow" }] : [];
  });
