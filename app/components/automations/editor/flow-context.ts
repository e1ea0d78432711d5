import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import type { StepPosition } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Drawn } from "./layout.ts";
import type { StepFigures } from "./step-words.ts";

/** Actions on a step of the canvas; on one of several selected steps, they are on all of these. */
export interface StepActions {
  add(place: StepPosition): void;
  up(step: DraftStep): void;
  down(step: DraftStep): void;
  moveTo(step: DraftStep): void;
  duplicate(step: DraftStep): void;
  copy(step: DraftStep): void;
  /** Pastes below a step. */
  paste(step: DraftStep, copied: readonly DraftStep[]): void;
  remove(step: DraftStep): void;
}

/** Where pasted steps go. */
export type PastePlace = { below: DraftStep } | { at: StepPosition };

/** Counts of problems and warnings. */
export interface StepProblems {
  problems: number;
  warnings: number;
}

/** State that the canvas parts share. */
export interface FlowState {
  /** By key. */
  drawn: ReadonlyMap<string, Drawn>;
  steps: readonly DraftStep[];
  /** The trigger's summary. */
  starts: { label: string; tells: string };
  offeredAt(place: StepPosition): readonly OfferedField[];
  /** Figures of the steps by id; null while they are hidden. */
  figures: Readonly<Record<string, StepFigures>> | null;
  /** Counts for a step, or for the automation (null). */
  problemsOf(stepId: string | null): StepProblems;
  /** The step whose settings are open; null: the automation. */
  selected: string | null;
  selectedIds: ReadonlySet<string>;
  /** @param entering moves the focus into the settings */
  select(stepId: string | null, entering: boolean): void;
  /** Selects the steps from the selected one to this one. */
  extendTo(stepId: string): void;
  /** The part in the tab order. */
  current: string;
  /** The drop place of the dragged step. */
  dropAt: string | null;
  dragging: boolean;
  /** Null if the editor is read-only. */
  acts: StepActions | null;
}

/** A store with selectors: of hundreds of parts, only those whose selected value changes render again. */
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

/** The store of the flow, updated on each render. */
export function useFlowOf(state: FlowState): Flow {
  const [flow] = useState(() => new Flow(state));
  useLayoutEffect(() => flow.put(state));
  return flow;
}

/** @param read must return a stable value: no new list or object per call */
export function useFlow<T>(read: (flow: FlowState) => T): T {
  const flow = useContext(FlowContext);
  if (!flow) throw new Error("a part of the flow is drawn outside of it");
  return useSyncExternalStore(flow.subscribe, () => read(flow.state));
}
