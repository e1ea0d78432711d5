import type { StepChange } from "#core/automations/diff.ts";

/** One changed setting; null where it has no value. */
export interface Detail {
  label: string;
  before: string | null;
  after: string | null;
}

/** One difference between two versions. */
export interface DefinitionChange {
  kind: "settings" | StepChange["kind"];
  /** Null for settings of the automation. */
  stepId: string | null;
  /** The summary of the step, or the automation's name. */
  what: string;
  /** The position of an added, removed or moved step. */
  where: string | null;
  details: Detail[];
}
