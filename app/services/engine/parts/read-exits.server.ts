import { ExitIndex, type IdentifiedExit } from "#core/engine/exit-index.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { findExitEvents } from "#shell/repositories/intake/store-events.server.ts";

type Listener = Pick<DueStepRow, "shopId" | "subject" | "customerId" | "factsAt">;

/**
 * Reads the events that may end or wake the sequences of steps: only those since the sequences' facts, however many came
 * before.
 * @returns tells the events that concern a step
 */
export async function readExits(
  sql: Sql,
  rows: readonly Listener[],
  recognised: readonly string[],
): Promise<(row: Listener) => IdentifiedExit[]> {
  const exits = await findExitEvents(sql, {
    listeners: rows.map(({ shopId, subject, customerId, factsAt: since }) => ({
      shopId,
      subjects: [subject],
      customerId,
      since,
    })),
    recognised: [...new Set(recognised)],
  });
  const byShop = new Map<string, ExitIndex>();
  for (const exit of exits) {
    const index = byShop.get(exit.shopId) ?? new ExitIndex();
    byShop.set(exit.shopId, index);
    index.add(exit);
  }
  return ({ shopId, subject, customerId }) => byShop.get(shopId)?.concerning(subject, customerId) ?? [];
}
