import { actionNamed } from "#core/actions/index.ts";
import { ownValue, valueAt } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import { singleBracesIn } from "#core/sending/templates/problems.ts";
import { readDefinition } from "../definition.ts";
import type { Draft } from "./draft.ts";
import { pathOfPosition, positionedSteps, stepsAround } from "./place.ts";

/** What is to be said of a draft. A problem keeps it from being published; a warning only wonders. */
export interface EditorFinding extends Problem {
  kind: "problem" | "warning";
}

/** What the server has found wrong, which knows what else the shop has; and in what it found it. */
export interface RefusedDraft {
  draft: Draft;
  problems: readonly Problem[];
}

/** All that is to be said of a draft. What the server found holds as long as what it is about stays as it was. */
export function findingsOf(draft: Draft, refused: RefusedDraft = { draft, problems: [] }): EditorFinding[] {
  const found = problemsOf(draft);
  const standing = refused.problems.filter(({ path }) => textAt(draft, path) === textAt(refused.draft, path));
  const besides = standing.filter(
    ({ path, message }) => !found.some((one) => one.path === path && one.message === message),
  );
  return [
    ...[...found, ...besides].map((problem) => ({ kind: "problem" as const, ...problem })),
    ...unreached(draft),
    ...bare(draft),
  ];
}

function problemsOf(draft: Draft): Problem[] {
  const read = readDefinition(draft);
  return "problems" in read ? read.problems : [];
}

/** What stands at a path of a document, as text. */
function textAt(document: unknown, path: string): string | undefined {
  const parts = path === "" ? [] : path.split(".");
  return JSON.stringify(
    parts.reduce<unknown>(
      (here, part) => (Array.isArray(here) ? (here as unknown[])[Number(part)] : ownValue(here, part)),
      document,
    ),
  );
}

/** Steps after one that ends the flow. */
const unreached = ({ steps }: Draft): EditorFinding[] =>
  positionedSteps(steps).flatMap(({ place }) => {
    const before = stepsAround(steps, place)[place.at - 1];
    return before && actionNamed(before.type)?.ends
      ? [
          {
            kind: "warning" as const,
            path: pathOfPosition(place),
            message: "nobody comes here, for the step before it ends the flow; move it up, or remove it",
          },
        ]
      : [];
  });

/** Texts that would show a customer the braces of a detail instead of the detail. */
const bare = ({ steps }: Draft): EditorFinding[] =>
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
