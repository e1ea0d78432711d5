import { readDefinition } from "#core/automations/definition.ts";
import { Temporal } from "#core/time/time.ts";
import type { HistoryEventRow, ListeningRow } from "#shell/repositories/customers/customer-history.server.ts";
import { explainText } from "#text/explain.ts";
import { formatTrigger } from "#services/automations/read-triggers.server.ts";
import type { ShowInstant } from "./format-checks.server.ts";

export interface NeverConsidered {
  automationId: string;
  automation: string;
  says: string;
}

/** Automations that never considered this customer, and why: their trigger never fired, or not for this customer. */
export function neverConsidered(
  automations: readonly ListeningRow[],
  considered: ReadonlySet<string>,
  events: readonly HistoryEventRow[],
  formatInstant: ShowInstant,
): NeverConsidered[] {
  return automations
    .filter(({ id }) => !considered.has(id))
    .map((automation) => ({
      automationId: automation.id,
      automation: automation.name,
      says: reasonOf(automation, events, formatInstant),
    }));
}

function reasonOf(
  { status, definition, trigger, publishedAt }: ListeningRow,
  events: readonly HistoryEventRow[],
  formatInstant: ShowInstant,
): string {
  const read = readDefinition(definition);
  const type = "definition" in read ? read.definition.trigger.type : trigger;
  const off = status === "paused" ? `; ${explainText.never.off}` : "";
  const last = events
    .filter(({ recognised }) => recognised.includes(type))
    .map(({ triggeredAt }) => triggeredAt)
    .sort(Temporal.Instant.compare)
    .at(-1);
  if (!last) return explainText.never.noEvent(formatTrigger(type), formatInstant(publishedAt)) + off;
  const isBefore = Temporal.Instant.compare(last, publishedAt) < 0;
  return (
    (isBefore
      ? explainText.never.before(formatTrigger(type), formatInstant(last), formatInstant(publishedAt))
      : explainText.never.notItsKind(formatTrigger(type), formatInstant(last))) + off
  );
}
