import { awaitedBy } from "#core/actions/index.ts";
import { placementOf } from "#core/automations/outline.ts";
import type { Definition } from "#core/automations/definition.ts";
import { awaitedEventAt } from "#core/engine/step-snapshot.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import { wakeSteps } from "#shell/repositories/engine/sequences.server.ts";
import { readExits } from "./read-exits.server.ts";
import type { Due } from "./remind.server.ts";

/** A newly inserted step and its definition. */
export interface ReachedWait {
  step: { id: string; stepId: string };
  definition: Definition;
}

/**
 * Makes new steps due whose awaited event has arrived already: a reply may be ingested before the outcome of the text,
 * when the step that waits for the reply does not exist yet.
 * @returns the steps that became due
 */
export async function wakeSatisfiedWaits(sql: Sql, reached: readonly ReachedWait[], now: Instant): Promise<Due[]> {
  const waiting = new Map(
    reached.flatMap(({ step: { id, stepId }, definition }) => {
      const step = placementOf(definition, stepId)?.step;
      const awaited = step && awaitedBy(step);
      return step && awaited ? [[id, { step, definition, awaited }] as const] : [];
    }),
  );
  if (waiting.size === 0) return [];
  const rows = await readSteps(sql, [...waiting.keys()], now);
  const events = await readExits(
    sql,
    rows,
    [...waiting.values()].map(({ awaited }) => awaited.on),
  );
  const satisfied = rows.filter((row) => {
    const { definition, step } = waiting.get(row.id) ?? {};
    const otherEvents = events(row).filter(({ id }) => id !== row.storeEventId);
    return definition && step && awaitedEventAt(row, definition, step, otherEvents) !== null;
  });
  return wakeSteps(sql, satisfied, now);
}
