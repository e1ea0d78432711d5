import { tellStep } from "#core/actions/index.ts";
import { readDefinition } from "#core/automation/definition.ts";
import { text } from "../text/en.ts";
import { sayTrigger } from "./read-triggers.server.ts";

export interface StepLine {
  id: string;
  /** The action's key. */
  type: string;
  /** What the step does, in one line. */
  tells: string;
}

/** A definition for a reader: what starts it, its steps in order, what ends it early. */
export interface Outline {
  kind: "marketing" | "transactional";
  starts: string;
  steps: StepLine[];
  exits: string[];
}

/** @returns null for a document that this release does not understand */
export function outlineOf(document: unknown): Outline | null {
  const read = readDefinition(document);
  if ("problems" in read) return null;
  const { kind, trigger, steps, exits } = read.definition;
  return {
    kind,
    starts: sayTrigger(trigger.type),
    steps: steps.map((step) => ({ id: step.id, type: step.type, tells: tellStep(step) })),
    exits: exits.map(({ on, match }) => text.automation.exit[match](sayTrigger(on))),
  };
}
