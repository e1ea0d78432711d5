import { actionNamed } from "#core/actions/index.ts";
import { ownValue, valueAt } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { singleBracesIn } from "#core/sending/templates/problems.ts";
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
    ...singleBraceWarnings(draft),
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

/** Templates with single braces, which a customer would see as text. */
const singleBraceWarnings = ({ steps }: Draft): EditorFinding[] =>
  positionedSteps(steps).flatMap(({ step, place }) =>
    (actionNamed(step.type)?.fields ?? [])
      .filter(({ kind }) => kind === "template")
      .flatMap(({ name }) => {
        const source = valueAt(step.config, name);
        const path = `${pathOfPosition(place)}.config.${name}`;
        return typeof source === "string"
          ? singleBracesIn(source).map((found) => ({
              kind: "warning" as const,
              path,
              message: `"${found}" would be sent with its braces; use two on each side`,
            }))
          : [];
      }),
  );
