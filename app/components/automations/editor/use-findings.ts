import { useEffect, useMemo, useState } from "react";
import { offeredWithin } from "#core/automations/cross-check.ts";
import type { Draft } from "#core/automations/edit/draft.ts";
import { findingsOf, type Finding, type Refused } from "#core/automations/edit/findings.ts";
import { pathOf, placeIn, stepAt } from "#core/automations/edit/place.ts";
import type { Faults } from "./flow-context.ts";
import { plainly } from "./plainly.ts";

/** Typing rests this long before the draft is checked: of a long flow that takes longer than a key may. */
const TYPING_RESTS_MS = 250;
const NONE: Faults = { problems: 0, warnings: 0 };

/** What was found, and in what. */
interface Checked {
  draft: Draft;
  refused: Refused;
  findings: readonly Finding[];
}

function check(draft: Draft, refused: Refused): Checked {
  const { atEntry, anywhere, atStep } = offeredWithin(draft.trigger.type, draft.steps);
  const told = findingsOf(draft, refused).map((finding) => ({
    ...finding,
    message: plainly(draft, finding, (place) => (place ? (atStep.get(pathOf(place)) ?? anywhere) : atEntry)),
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
export function useFindings(draft: Draft, refused: Refused) {
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

function faultsIn({ draft, findings }: Checked): ReadonlyMap<string | null, Faults> {
  const faults = new Map<string | null, Faults>();
  for (const { kind, path } of findings) {
    const found = placeIn(path);
    const id = (found && stepAt(draft.steps, found.place)?.id) ?? null;
    const { problems, warnings } = faults.get(id) ?? NONE;
    faults.set(id, kind === "problem" ? { problems: problems + 1, warnings } : { problems, warnings: warnings + 1 });
  }
  return faults;
}
