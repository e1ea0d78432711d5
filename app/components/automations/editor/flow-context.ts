import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import type { StepPosition } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Drawn } from "./layout.ts";

/** What may be done with a step from the flow itself. */
export interface StepActions {
  add(place: StepPosition): void;
  up(step: DraftStep): void;
  down(step: DraftStep): void;
  moveTo(step: DraftStep): void;
  duplicate(step: DraftStep): void;
  remove(step: DraftStep): void;
}

/** How much is wrong with something. */
export interface StepProblems {
  problems: number;
  warnings: number;
}

/** What every part of the drawn flow must know besides itself. */
export interface FlowState {
  /** By key. */
  drawn: ReadonlyMap<string, Drawn>;
  steps: readonly DraftStep[];
  /** The trigger in a line. */
  starts: { label: string; tells: string };
  offeredAt(place: StepPosition): readonly OfferedField[];
  /** How much is wrong with a step, or with the automation as a whole (null). */
  faultsOf(stepId: string | null): StepProblems;
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
  acts: StepActions | null;
}

/**
 * Hands the state on to whoever asked for a part of it: of hundreds of parts drawn, only those are drawn anew that it
 * means something to.
 */
class Flow {
  private readonly listeners = new Set<() => void>();
  state: FlowState;
  constructor(state: FlowState) {
    this.state = state;
  }
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  put(state: FlowState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const FlowContext = createContext<Flow | null>(null);

export const FlowProvider = FlowContext.Provider;

/** The flow as its parts are given it, kept up to date. */
export function useFlowOf(state: FlowState): Flow {
  const [flow] = useState(() => new Flow(state));
  useLayoutEffect(() => flow.put(state));
  return flow;
}

/**
 * @param read must answer alike as long as nothing has changed for the part that asks: no list or record made on the
 * way
 */
export function useFlow<T>(read: (flow: FlowState) => T): T {
  const flow = useContext(FlowContext);
  if (!flow) throw new Error("a part of the flow is drawn outside of it");
  return useSyncExternalStore(flow.subscribe, () => read(flow.state));
}
