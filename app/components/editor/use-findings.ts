import { useMemo } from "react";
import type { Draft } from "#core/automation/edit/draft.ts";
import { findingsOf, type Finding } from "#core/automation/edit/findings.ts";
import { placeIn, stepAt } from "#core/automation/edit/place.ts";
import { valueAt } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";

/** What the server has found wrong, and in what it found it. */
export interface Refused {
  draft: Draft;
  problems: readonly Problem[];
}

/** What is wrong with a draft as it is now. What the server found holds as long as what it is about is not changed. */
export function useFindings(draft: Draft, refused: Refused) {
  return useMemo(() => {
    const standing = refused.problems.filter(({ path }) => JSON.stringify(valueAt(draft, path)) === JSON.stringify(valueAt(refused.draft, path)));
    const findings = findingsOf(draft, standing);
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
