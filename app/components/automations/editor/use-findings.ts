import { useEffect, useMemo, useState } from "react";
import { availableFieldsOf } from "#core/automations/cross-check.ts";
import type { Draft } from "#core/automations/edit/draft.ts";
import { findingsOf, type EditorFinding, type RefusedDraft } from "#core/automations/edit/findings.ts";
import { pathOfPosition, positionInPath, stepAtPosition } from "#core/automations/edit/place.ts";
import type { StepProblems } from "./flow-context.ts";
import { plainProblem } from "./plain-problem.ts";

/** Debounce: validation of a long flow takes longer than a keystroke may. */
const TYPING_RESTS_MS = 250;
const NONE: StepProblems = { problems: 0, warnings: 0 };

/** The findings, and the draft that they belong to. */
interface Checked {
  draft: Draft;
  refused: RefusedDraft;
  findings: readonly EditorFinding[];
}

function check(draft: Draft, refused: RefusedDraft): Checked {
  const { atEntry, anywhere, atStep } = availableFieldsOf(draft.trigger.type, draft.steps);
  const found = findingsOf(draft, refused).map((finding) => ({
    ...finding,
    message: plainProblem(draft, finding, (place) =>
      place ? (atStep.get(pathOfPosition(place)) ?? anywhere) : atEntry,
    ),
  }));
  return {
    draft,
    refused,
    findings: found.filter(
      ({ path, message }, at) => found.findIndex((one) => one.path === path && one.message === message) === at,
    ),
  };
}

/** The findings of a draft, overall and by step. After a change, the last findings stay until validation ends. */
export function useFindings(draft: Draft, refused: RefusedDraft) {
  const [checked, setChecked] = useState(() => check(draft, refused));
  const isChecked = checked.draft === draft && checked.refused === refused;
  useEffect(() => {
    if (isChecked) return undefined;
    const timer = setTimeout(() => setChecked(check(draft, refused)), TYPING_RESTS_MS);
    return () => clearTimeout(timer);
  }, [draft, refused, isChecked]);
  const counts = useMemo(() => countByStep(checked), [checked]);
  return useMemo(() => ({ ...checked, problemsOf: (id: string | null) => counts.get(id) ?? NONE }), [checked, counts]);
}

function countByStep({ draft, findings }: Checked): ReadonlyMap<string | null, StepProblems> {
  const counts = new Map<string | null, StepProblems>();
  for (const { kind, path } of findings) {
    const found = positionInPath(path);
    const id = (found && stepAtPosition(draft.steps, found.place)?.id) ?? null;
    const { problems, warnings } = counts.get(id) ?? NONE;
    counts.set(id, kind === "problem" ? { problems: problems + 1, warnings } : { problems, warnings: warnings + 1 });
  }
  return counts;
}
