import { inflateSync } from "node:zlib";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  claimErasure,
  deleteErasure,
  saveErasure,
  type CustomerErasureRow,
} from "#shell/repositories/consent/customer-erasures.server.ts";
import { eraseEventsOf } from "#shell/repositories/consent/erasure.server.ts";
import { erasureSteps } from "#shell/repositories/consent/erasure-steps.server.ts";
import { readUnlinkedEvents } from "#shell/repositories/intake/store-events.server.ts";
import { isStopping } from "#shell/stopping.server.ts";

const BATCH = 1_000;
/** Longer than a batch takes. */
const LEASE = Temporal.Duration.from({ minutes: 2 });

/**
 * Erases the history of customers who asked for it: each batch in a short transaction of its own, outside the intake,
 * so that a long history holds up no order. What is cut off goes on where it was.
 * @param batch rows to a batch
 */
export async function eraseCustomers(context: AppContext, batch = BATCH): Promise<void> {
  const { db, clock } = context;
  while (!isStopping(context)) {
    const now = clock.now();
    const erasure = await claimErasure(db.pool, { now, until: now.add(LEASE) });
    if (!erasure) return;
    await eraseHistory(context, erasure, batch);
  }
}

async function eraseHistory(context: AppContext, erasure: CustomerErasureRow, batch: number): Promise<void> {
  const { db, clock } = context;
  let place: Pick<CustomerErasureRow, "step" | "cursor"> | null = erasure;
  while (place !== null) {
    if (isStopping(context)) {
      await saveErasure(db.pool, { id: erasure.id, ...place, leaseUntil: null });
      return;
    }
    const from = place;
    place = await transaction(db.pool, async (sql) => {
      const next = await eraseBatch(sql, erasure, { ...from, batch, at: clock.now() });
      if (next === null) await deleteErasure(sql, erasure.id);
      else await saveErasure(sql, { id: erasure.id, ...next, leaseUntil: clock.now().add(LEASE) });
      return next;
    });
  }
}

/** @returns where the next batch begins; null after the last */
async function eraseBatch(
  sql: Sql,
  { shopId, customerId, phones, names, needles }: CustomerErasureRow,
  { step, cursor, batch, at }: Pick<CustomerErasureRow, "step" | "cursor"> & { batch: number; at: Temporal.Instant },
): Promise<Pick<CustomerErasureRow, "step" | "cursor"> | null> {
  const known = customerId === null ? undefined : erasureSteps[step];
  if (known && customerId !== null) {
    const last = await known.erase(sql, { shopId, customerId, phones, names }, { after: cursor, limit: batch, at });
    return last === null ? { step: step + 1, cursor: null } : { step, cursor: last };
  }
  const last = await eraseUnlinkedEvents(sql, shopId, needles, { after: cursor, limit: batch });
  return last === null ? null : { step, cursor: last };
}

/** Erases the bodies of events that name the customer and belong to none: ignored and failed ones. */
async function eraseUnlinkedEvents(
  sql: Sql,
  shopId: string,
  needles: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<string | null> {
  if (needles.length === 0) return null;
  const page = await readUnlinkedEvents(sql, shopId, { after, limit });
  const naming = page.filter(({ payload }) => {
    const body = payload ? inflateSync(payload).toString("utf8").toLowerCase() : "";
    return needles.some((needle) => body.includes(needle));
  });
  if (naming.length > 0)
    await eraseEventsOf(
      sql,
      naming.map(({ id }) => id),
    );
  return page.length < limit ? null : (page.at(-1)?.id ?? null);
}
