import { actionNamed } from "#core/actions/index.ts";
import { ownValue } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { warnOfLongTexts } from "../check-wording.ts";
import { readPublishable } from "../publishable.ts";
import type { Draft } from "./draft.ts";
import { pathOfPosition, positionedSteps, stepsAround } from "./place.ts";

/** A remark on a draft. A problem blocks publishing; a warning does not. */
export interface EditorFinding extends Problem {
  kind: "problem" | "warning";
}

/** Problems that only the server can find, with the draft it checked. */
export interface RefusedDraft {
  draft: Draft;
  problems: readonly Problem[];
}

/** All findings of a draft. A server problem stays until the value it refers to changes. */
export function findingsOf(draft: Draft, checked: RefusedDraft = { draft, problems: [] }): EditorFinding[] {
  const found = problemsOf(draft);
  const unchanged = checked.problems.filter(({ path }) => textAt(draft, path) === textAt(checked.draft, path));
  const serverProblems = unchanged.filter(
    ({ path, message }) => !found.some((one) => one.path === path && one.message === message),
  );
  return [
    ...[...found, ...serverProblems].map((problem) => ({ kind: "problem" as const, ...problem })),
    ...unreachableSteps(draft),
    ...longTexts(draft, found),
  ];
}

function problemsOf(draft: Draft): Problem[] {
  const read = readPublishable(draft);
  return "problems" in read ? read.problems : [];
}

/** The value at a path as JSON text. */
function textAt(document: unknown, path: string): string | undefined {
  const parts = path === "" ? [] : path.split(".");
  return JSON.stringify(
    parts.reduce<unknown>(
      (here, part) => (Array.isArray(here) ? (here as unknown[])[Number(part)] : ownValue(here, part)),
      document,
    ),
  );
}

/** Steps after an exit step. */
const unreachableSteps = ({ steps }: Draft): EditorFinding[] =>
  positionedSteps(steps).flatMap(({ place }) => {
    const before = stepsAround(steps, place)[place.at - 1];
    return before && actionNamed(before.type)?.ends
      ? [
          {
            kind: "warning" as const,
            path: pathOfPosition(place),
            message: "no customer reaches this step, for the step before it ends the flow; move it up, or remove it",
          },
        ]
      : [];
  });

/** Texts that take many segments, unless they have a problem. */
const longTexts = (draft: Draft, problems: readonly Problem[]): EditorFinding[] =>
  warnOfLongTexts(draft)
    .filter(({ path }) => !problems.some((problem) => problem.path === path))
    .map((warning) => ({ kind: "warning", ...warning }));
