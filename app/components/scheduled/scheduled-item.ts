import type { RunStanding } from "#core/engine/run-state.ts";
import { text } from "#text/en.ts";
import type { ChangedStep, RunActions } from "./changed-step.ts";

/** A row of the Scheduled page. */
export interface ScheduledItem extends RunActions {
  there: { shown: string; zone: string } | null;
  customer: { name: string | null; phone: string | null; erased: boolean };
  automation: { id: string; name: string };
  says: string | null;
  isEstimate: boolean;
  skippedFor: string | null;
  mayChange: readonly string[];
  run: RunStanding;
  isOverdue: boolean;
  entryId: string | null;
}

export const customerNameOf = ({ customer }: ScheduledItem): string =>
  customer.erased ? text.activity.erased : (customer.name ?? customer.phone ?? text.activity.noName);

/** The data that the row's actions need. */
export const changedStepOf = (line: ScheduledItem): ChangedStep => ({
  ...line,
  who: customerNameOf(line),
  automation: line.automation.name,
});
