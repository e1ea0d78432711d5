import type { StepChange } from "#core/automations/diff.ts";

/** One setting in words; null where it says, or said, nothing. */
export interface Detail {
  label: string;
  before: string | null;
  after: string | null;
}

/** One thing that sets two versions apart, as a merchant reads it. */
export interface DefinitionChange {
  kind: "settings" | StepChange["kind"];
  /** Null for the automation as a whole. */
  stepId: string | null;
  /** The step by what it does; the automation by its name. */
  what: string;
  /** Where a step that came, went or moved stands, or stood. */
  where: string | null;
  details: Detail[];
}
