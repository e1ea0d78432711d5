import { createContext, useContext } from "react";
import type { DraftStep } from "#core/automation/edit/draft.ts";
import type { Place } from "#core/automation/edit/place.ts";
import type { OfferedField } from "#core/fields.ts";

/** What may be done with a step from the flow itself. */
export interface StepActs {
  add(place: Place): void;
  up(step: DraftStep): void;
  down(step: DraftStep): void;
  moveTo(step: DraftStep): void;
  duplicate(step: DraftStep): void;
  remove(step: DraftStep): void;
}

/** What every part of the drawn flow must know besides itself. */
export interface FlowState {
  steps: readonly DraftStep[];
  /** The trigger in a line. */
  starts: { label: string; tells: string };
  offeredAt(place: Place): readonly OfferedField[];
  /** How much is wrong with a step, or with the automation as a whole (null). */
  faultsOf(stepId: string | null): { problems: number; warnings: number };
  /** The selected step; null: the automation as a whole. */
  selected: string | null;
  /** @param entering goes on into its settings */
  select(stepId: string | null, entering: boolean): void;
  /** The one part that the Tab key reaches. */
  current: string;
  /** Where a step that is being dragged would be put. */
  dropAt: string | null;
  dragging: boolean;
  /** Null for who may only look. */
  acts: StepActs | null;
}

const Flow = createContext<FlowState | null>(null);

export const FlowProvider = Flow.Provider;

export function useFlow(): FlowState {
  const flow = useContext(Flow);
  if (!flow) throw new Error("a part of the flow is drawn outside of it");
  return flow;
}
