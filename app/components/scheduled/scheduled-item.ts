import type { RunStanding } from "#core/engine/run-state.ts";
import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { ChangedStep } from "./changed-step.ts";

/** A row of the Scheduled page. */
export interface ScheduledItem {
  id: string;
  due: ShownMoment;
  there: { shown: string; zone: string } | null;
  local: { date: string; time: string };
  customer: { name: string | null; phone: string | null; erased: boolean };
  automation: { id: string; name: string };
  tells: string;
  says: string | null;
  run: RunStanding;
  isOverdue: boolean;
  cancelling: StepChangeBlocker | null;
  moving: StepChangeBlocker | null;
  entryId: string | null;
}

export const customerNameOf = ({ customer }: ScheduledItem): string =>
  customer.erased ? text.activity.erased : (customer.name ?? customer.phone ?? text.activity.noName);

/** The data that the row's actions need. */
export const changedStepOf = (line: ScheduledItem): ChangedStep => ({
  id: line.id,
  tells: line.tells,
  who: customerNameOf(line),
  due: line.due.shown,
  local: line.local,
  cancelling: line.cancelling,
  moving: line.moving,
});
