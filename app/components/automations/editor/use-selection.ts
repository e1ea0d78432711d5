import { useMemo, useState } from "react";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import {
  blockBetween,
  blockOfOne,
  positionOfStep,
  stepsAround,
  stepsOfBlock,
  type StepBlock,
} from "#core/automations/edit/place.ts";

/** The selected steps: those between two steps of one list, or one step. */
interface Selection {
  first: string;
  last: string;
}

const one = (id: string | null): Selection | null => (id === null ? null : { first: id, last: id });

/** The steps that are selected on the canvas; none: the settings of the automation are open. */
export function useSelection(steps: readonly DraftStep[], opened: string | null) {
  const [chosen, setChosen] = useState(one(opened));
  const block = chosen && blockOf(steps, chosen);
  const ids = block ? stepsOfBlock(steps, block).map(({ id }) => id) : [];
  const key = ids.join(" ");
  return {
    /** The step whose settings are open: the only selected one, or the one that the selection began with. */
    selected: block && chosen ? chosen.first : null,
    /** Null if nothing is selected. */
    block,
    /** The ids of the selected steps. */
    selectedIds: useMemo(() => new Set(key === "" ? [] : key.split(" ")), [key]),
    /** A step was selected that no longer exists. */
    isGone: chosen !== null && block === null,
    select: (id: string | null) => setChosen(one(id)),
    selectSteps: (added: readonly Pick<DraftStep, "id">[]) => {
      const [first, last] = [added[0], added.at(-1)];
      setChosen(first && last ? { first: first.id, last: last.id } : null);
    },
    /** Selects the steps from the first selected one to `id`, if one list has both; otherwise only `id`. */
    extendTo: (id: string) =>
      setChosen((before) =>
        before && blockBetween(steps, before.first, id) ? { first: before.first, last: id } : one(id),
      ),
    /**
     * Extends or shortens the selection by one step.
     * @param from the focused step: the selection begins there if it is not its end
     * @returns the id of the step that is now its end; null where the list ends
     */
    extendBy: (from: DraftStep, by: 1 | -1): string | null => {
      const place = positionOfStep(steps, from.id);
      const next = place && stepsAround(steps, place)[place.at + by];
      if (!next) return null;
      setChosen((before) => ({ first: before?.last === from.id ? before.first : from.id, last: next.id }));
      return next.id;
    },
  };
}

/** The block of a selection; of its first step alone if the other one has gone. */
function blockOf(steps: readonly DraftStep[], { first, last }: Selection): StepBlock | null {
  const place = positionOfStep(steps, first);
  return place && (blockBetween(steps, first, last) ?? blockOfOne(place));
}
