import { flowPayload, retryFlowAt } from "#core/automations/flow-triggers.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  claimFlowTriggers,
  collectFlowTriggers,
  followFlowSetting,
  saveFlowAttempt,
  saveFlowSince,
  shopsThatTellFlow,
  type ClaimedTrigger,
} from "#shell/repositories/automations/flow-triggers.server.ts";

/**
 * How far back each run looks again, in minutes: what a transaction began before the last run may have been committed
 * after it. What was collected before is not collected twice.
 */
const LOOK_BACK_MINUTES = 30;
/** Triggers per claim, and the minutes that a claim holds: each call may take its whole timeout. */
const PER_CLAIM = 20;
const CLAIM_MINUTES = 10;

/**
 * Tells Shopify Flow of what happened in the shops that want it: collects it from the rows that are written anyway, so
 * that no text waits for it, and sends what is due. A call that failed is repeated; each attempt has the same event id.
 */
export async function tellFlow(context: AppContext): Promise<void> {
  const { db, clock } = context;
  await followFlowSetting(db.pool, clock.now());
  for (const { id, since } of await shopsThatTellFlow(db.pool)) {
    const now = clock.now();
    await collectFlowTriggers(db.pool, id, since, now);
    const next = now.subtract({ minutes: LOOK_BACK_MINUTES });
    if (Temporal.Instant.compare(next, since) > 0) await saveFlowSince(db.pool, id, next);
  }
  for (;;) {
    const now = clock.now();
    const until = now.add({ minutes: CLAIM_MINUTES });
    const claimed = await claimFlowTriggers(db.pool, { now, until, limit: PER_CLAIM });
    for (const trigger of claimed) await send(context, trigger);
    if (claimed.length < PER_CLAIM) return;
  }
}

async function send(context: AppContext, { shopifyId, domain, attempts, ...facts }: ClaimedTrigger): Promise<void> {
  const { db, clock, log, adminApi } = context;
  if (shopifyId === null)
    return void (await saveFlowAttempt(db.pool, facts.id, { dueAt: null, sentAt: null, failure: "customer erased" }));
  const told = await adminApi.emitFlowTrigger(domain, facts.handle, flowPayload({ ...facts, shopifyId }));
  const now = clock.now();
  if (told.kind === "done")
    return void (await saveFlowAttempt(db.pool, facts.id, { dueAt: null, sentAt: now, failure: null }));
  const dueAt = told.kind === "retry" ? retryFlowAt(attempts, now) : null;
  await saveFlowAttempt(db.pool, facts.id, { dueAt, sentAt: null, failure: told.detail.slice(0, 300) });
  if (dueAt === null)
    log.warn({ shop: domain, handle: facts.handle, detail: told.detail }, "Shopify Flow was not told");
}
