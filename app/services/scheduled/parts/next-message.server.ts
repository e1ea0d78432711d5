import type { Definition } from "#core/automations/definition.ts";
import { actionMomentOf } from "#core/engine/step-snapshot.ts";
import { nextMessageOf, type NextMessage } from "#core/scheduled/next-message.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";

/** The message that the run of a scheduled step sends next. */
export const nextMessageOfStep = (row: DueStepRow, definition: Definition): NextMessage =>
  nextMessageOf(definition, row.stepId, row.skippedSteps, actionMomentOf(row, row.dueAt));
