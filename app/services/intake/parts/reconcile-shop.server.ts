import { deflateSync } from "node:zlib";
import {
  changedResources,
  type ChangedResource,
  type ReconciliationProblem,
} from "#core/intake/reconciliation/changes.ts";
import { laterOf, ON_THE_WAY, type MissingEvent } from "#core/intake/reconciliation/missing-event.ts";
import { priorities } from "#core/operations/jobs.ts";
import { adminProblemOf, type OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { storeFetchedEvents } from "#shell/repositories/intake/fetched-events.server.ts";
import {
  endReconciliation,
  putOffReconciliation,
  saveProgress,
  type ClaimedReconciliation,
  type Progress,
} from "#shell/repositories/intake/reconciliations.server.ts";
import { recordConsentsRead } from "#shell/repositories/operations/restored-steps.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { remind } from "../../engine/parts/remind.server.ts";
import { findMissing } from "./find-missing.server.ts";

/** Each saved page renews it; longer than a page and the reading of what is missing on it. */
export const RECONCILIATION_LEASE = Temporal.Duration.from({ minutes: 15 });

/** A shop's turn; then the others have theirs. */
const PAGES_PER_TURN = 10;
/** What was compared last is compared again: Shopify's search may show an update late. */
const OVERLAP = Temporal.Duration.from({ minutes: 10 });
/** Shopify shows an app the orders of 60 days. */
const LONGEST_REACH = Temporal.Duration.from({ hours: 60 * 24 });
/** A little less than the task's interval. */
const INTERVAL = Temporal.Duration.from({ minutes: 14 });
/** What was fetched is ingested before a shop's next turn. */
const BETWEEN_TURNS = Temporal.Duration.from({ seconds: 30 });
const LONGEST_PAUSE_SECONDS = 6 * 3_600;
const FIRST_PAUSE_SECONDS = 300;

/** Another process has claimed the shop since. */
class ClaimLost extends Error {}

/**
 * Compares one shop for a turn, and fetches what no webhook told.
 * @returns when to go on, if that is before the task's next run
 */
export async function reconcileShop(context: AppContext, claimed: ClaimedReconciliation): Promise<Instant | null> {
  const { db, clock } = context;
  // A shop is claimed once its inbox is empty: what was fetched has had its effect.
  if (claimed.restoreIsCompared) await recordConsentsRead(db.pool, claimed.shopId, clock.now());
  const begun = beginOrContinue(claimed, clock.now());
  const end = (until: Instant, problem: ReconciliationProblem | null) => {
    const now = clock.now();
    return endReconciliation(db.pool, claimed, { until, now, nextAt: now.add(INTERVAL), problem });
  };
  if (!begun) {
    await end(claimed.comparedUntil, claimed.problem);
    return null;
  }
  let progress: Progress = begun;
  // A comparison that goes on keeps its problem; a new one finds out again.
  let problem = claimed.since ? claimed.problem : null;
  for (let pages = 0; pages < PAGES_PER_TURN && !isStopping(context); pages++) {
    const answer = await comparePage(context, claimed, progress);
    if (answer.kind === "refused" && answer.code === "not_granted") problem = "not_granted";
    else if (answer.kind !== "compared") return putOff(context, claimed, progress, answer);
    const pageCursor = answer.kind === "compared" ? answer.next : null;
    const resource = pageCursor === null ? after(progress.resource) : progress.resource;
    if (resource === null) {
      await store(context, claimed, answer.kind === "compared" ? answer.missing : [], progress);
      await end(progress.until, problem);
      return null;
    }
    progress = { ...progress, resource, pageCursor };
    await store(context, claimed, answer.kind === "compared" ? answer.missing : [], progress);
  }
  const nextAt = clock.now();
  await putOffReconciliation(db.pool, claimed, { nextAt, problem, failures: 0 });
  return nextAt.add(BETWEEN_TURNS);
}

/** @returns null when nothing is old enough to be compared */
function beginOrContinue(
  { since, until, resource, pageCursor, comparedUntil, installedAt }: ClaimedReconciliation,
  now: Instant,
): Progress | null {
  if (since && until && resource && Temporal.Instant.compare(since, installedAt) >= 0)
    return { since, until, resource, pageCursor };
  const from = [installedAt, now.subtract(LONGEST_REACH)].reduce<Instant>(
    (latest, at) => laterOf(latest, at) ?? latest,
    comparedUntil.subtract(OVERLAP),
  );
  const to = now.subtract(ON_THE_WAY);
  if (Temporal.Instant.compare(to, laterOf(from, comparedUntil) ?? from) <= 0) return null;
  return { since: from, until: to, resource: changedResources[0], pageCursor: null };
}

const after = (resource: ChangedResource): ChangedResource | null =>
  changedResources[changedResources.indexOf(resource) + 1] ?? null;

type Compared = { kind: "compared"; missing: MissingEvent[]; next: string | null };

async function comparePage(
  context: AppContext,
  { shopId, shopDomain, installedAt }: ClaimedReconciliation,
  { since, until, resource, pageCursor }: Progress,
): Promise<Compared | OutwardFailure> {
  const answer = await context.adminApi.changes(shopDomain, resource, { since, until, after: pageCursor });
  if (answer.kind !== "answered") return answer;
  const shop = { id: shopId, domain: shopDomain, installedAt };
  const missing = await findMissing(context, shop, resource, answer.page.changed);
  return missing === "no answer"
    ? { kind: "retry", detail: "Shopify gave no answer", after: FIRST_PAUSE_SECONDS }
    : { kind: "compared", missing, next: answer.page.next };
}

/** Stores what is missing together with the progress, so that a crash repeats a page at most. */
async function store(
  context: AppContext,
  claimed: ClaimedReconciliation,
  missing: readonly MissingEvent[],
  progress: Progress,
): Promise<void> {
  const { db, clock, log, metrics } = context;
  const now = clock.now();
  const topics = await transaction(db.pool, async (sql) => {
    if (!(await saveProgress(sql, claimed, progress, now.add(RECONCILIATION_LEASE))))
      throw new ClaimLost("another process compares this shop");
    return storeFetchedEvents(
      sql,
      missing.map(({ topic, eventId, triggeredAt, body }) => ({
        id: context.newId(now),
        shopId: claimed.shopId,
        topic,
        eventId,
        webhookId: eventId,
        triggeredAt,
        receivedAt: now,
        payload: deflateSync(JSON.stringify(body)),
      })),
    );
  });
  if (topics.length === 0) return;
  for (const topic of topics) metrics.fetched(topic);
  log.warn({ shop: claimed.shopDomain, topics }, "events that no webhook had told were fetched from the Admin API");
  await remind(context, [
    {
      name: "events.ingest",
      id: `ingest-fetched-${claimed.shopId}-${now.epochMilliseconds}`,
      payload: { id: "fetched" },
      priority: priorities.high,
    },
  ]);
}

/** Lets a shop wait whose Admin API gave no answer: as long as Shopify says, or longer with each failure. */
async function putOff(
  context: AppContext,
  claimed: ClaimedReconciliation,
  progress: Progress,
  failure: OutwardFailure,
): Promise<Instant | null> {
  const { db, clock, log } = context;
  const failures = claimed.failures + 1;
  const growing = Math.min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS);
  const seconds = failure.kind === "retry" && failure.after !== undefined && failures === 1 ? failure.after : growing;
  log.info(
    { shop: claimed.shopDomain, failures, detail: failure.detail },
    "a shop's Admin API gives no answer; it is compared later",
  );
  const nextAt = clock.now().add({ seconds });
  // Shopify may no longer know the page.
  if (failure.kind === "refused" && progress.pageCursor !== null)
    await saveProgress(db.pool, claimed, { ...progress, pageCursor: null }, nextAt);
  await putOffReconciliation(db.pool, claimed, { nextAt, problem: adminProblemOf(failure), failures });
  return seconds < INTERVAL.total("seconds") ? nextAt : null;
}
