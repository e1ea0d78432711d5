import { useMemo } from "react";
import type { Draft } from "#core/automation/edit/draft.ts";
import { findingsOf, type Finding, type Refused } from "#core/automation/edit/findings.ts";
import { placeIn, stepAt } from "#core/automation/edit/place.ts";

/** What is wrong with a draft as it is now, and with which of its steps. */
export function useFindings(draft: Draft, refused: Refused) {
  return useMemo(() => {
    const findings = findingsOf(draft, refused);
    const byStep = new Map<string | null, Finding[]>();
    for (const finding of findings) {
      const found = placeIn(finding.path);
      const id = (found && stepAt(draft.steps, found.place)?.id) ?? null;
      byStep.set(id, [...(byStep.get(id) ?? []), finding]);
    }
    const count = (id: string | null, kind: Finding["kind"]) => (byStep.get(id) ?? []).filter((finding) => finding.kind === kind).length;
    return { findings, faultsOf: (id: string | null) => ({ problems: count(id, "problem"), warnings: count(id, "warning") }) };
  }, [draft, refused]);
}
