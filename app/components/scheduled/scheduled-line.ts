import type { Obstacle } from "#core/scheduled/step-changes.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { sayReason } from "#text/reasons.ts";
import type { SteeredStep } from "./steered-step.ts";

/** A step that is still to come, as a line of the list. */
export interface ScheduledLine {
  id: string;
  due: Moment;
  there: { shown: string; zone: string } | null;
  local: { date: string; time: string };
  customer: { name: string | null; phone: string | null; erased: boolean };
  automation: { id: string; name: string };
  tells: string;
  says: string | null;
  state: "scheduled" | "overdue" | "held" | "working" | "trying";
  heldFor: string | null;
  putOffFor: string | null;
  cancelling: Obstacle | null;
  moving: Obstacle | null;
  entryId: string | null;
}

const words = text.scheduled;
const holds: Readonly<Record<string, string>> = words.hold;

export const whoOf = ({ customer }: ScheduledLine): string =>
  customer.erased ? text.activity.erased : (customer.name ?? customer.phone ?? text.activity.noName);

/** Why it does not come at its time, in words; null where nothing keeps it. */
export const sayWait = ({ heldFor, putOffFor }: ScheduledLine): string | null =>
  heldFor ? (holds[heldFor] ?? sayReason(heldFor).label) : putOffFor ? words.putOff(sayReason(putOffFor).label) : null;

/** The line as its actions need to know it. */
export const steered = (line: ScheduledLine): SteeredStep => ({
  id: line.id,
  tells: line.tells,
  who: whoOf(line),
  due: line.due.shown,
  local: line.local,
  cancelling: line.cancelling,
  moving: line.moving,
});
