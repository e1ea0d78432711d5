import { useEffect, useMemo, useState } from "react";
import { availableFieldsOf } from "#core/automations/cross-check.ts";
import type { Draft } from "#core/automations/edit/draft.ts";
import { findingsOf, type EditorFinding, type RefusedDraft } from "#core/automations/edit/findings.ts";
import { pathOfPosition, positionInPath, stepAtPosition } from "#core/automations/edit/place.ts";
import type { StepProblems } from "./flow-context.ts";
import { plainProblem } from "./plain-problem.ts";

/** Typing rests this long before the draft is checked: of a long flow that takes longer than a key may. */
const TYPING_RESTS_MS = 250;
const NONE: StepProblems = { problems: 0, warnings: 0 };

/** What was found, and in what. */
interface Checked {
  draft: Draft;
  refused: RefusedDraft;
  findings: readonly EditorFinding[];
}

function check(draft: Draft, refused: RefusedDraft): Checked {
  const { atEntry, anywhere, atStep } = availableFieldsOf(draft.trigger.type, draft.steps);
  const told = findingsOf(draft, refused).map((finding) => ({
    ...finding,
    message: plainProblem(draft, finding, (place) =>
      place ? (atStep.get(pathOfPosition(place)) ?? anywhere) : atEntry,
    ),
  }));
  return {
    draft,
    refused,
    findings: told.filter(
      ({ path, message }, at) => told.findIndex((one) => one.path === path && one.message === message) === at,
    ),
  };
}

/** What is wrong with a draft, and with which of its steps; of a draft just changed, what was wrong until then. */
export function useFindings(draft: Draft, refused: RefusedDraft) {
  const [checked, setChecked] = useState(() => check(draft, refused));
  const isChecked = checked.draft === draft && checked.refused === refused;
  useEffect(() => {
    if (isChecked) return undefined;
    const timer = setTimeout(() => setChecked(check(draft, refused)), TYPING_RESTS_MS);
    return () => clearTimeout(timer);
  }, [draft, refused, isChecked]);
  const faults = useMemo(() => faultsIn(checked), [checked]);
  return useMemo(() => ({ ...checked, faultsOf: (id: string | null) => faults.get(id) ?? NONE }), [checked, faults]);
}

function faultsIn({ draft, findings }: Checked): ReadonlyMap<string | null, StepProblems> {
  const faults = new Map<string | null, StepProblems>();
  for (const { kind, path } of findings) {
    const found = positionInPath(path);
    const id = (found && stepAtPosition(draft.steps, found.place)?.id) ?? null;
    const { problems, warnings } = faults.get(id) ?? NONE;
    faults.set(id, kind === "problem" ? { problems: problems + 1, warnings } : { problems, warnings: warnings + 1 });
  }
  return faults;
}
