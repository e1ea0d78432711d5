import type { ImportProblem } from "#core/intake/import/resources.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bufferedTransaction } from "#shell/db/sql.server.ts";
import {
  saveImport,
  type ClaimedImport,
  type ImportProgress,
} from "#shell/repositories/intake/store-imports.server.ts";
import type { ImportedObjects } from "#shell/shopify/admin-api.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { importObjects } from "./import-objects.server.ts";

/** Each written batch renews it; longer than a batch and the first byte of a file. */
export const IMPORT_LEASE = Temporal.Duration.from({ minutes: 5 });

const BATCH = 200;
/** Without the scope `read_all_orders` Shopify shows an app no older orders. */
const ORDER_REACH = Temporal.Duration.from({ hours: 60 * 24 });
const ALL_ORDERS = "read_all_orders";
/** Bulk operations that fail in a row before the import gives up. */
const MAX_TRIES = 3;
const FIRST_POLL_SECONDS = 10;
const LONGEST_POLL_SECONDS = 60;
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 6 * 3_600;

/** Another process has claimed the import since, it began again, or the shop has uninstalled the app. */
class ClaimLost extends Error {}

/**
 * Does what is next of an import, as far as it can be done now.
 * @returns when to go on; null once it has ended
 */
export async function importResource(context: AppContext, claimed: ClaimedImport): Promise<Instant | null> {
  try {
    return await (claimed.operationId === null ? start(context, claimed) : look(context, claimed, claimed.operationId));
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    context.log.info({ shop: claimed.shopDomain, resource: claimed.resource }, "an import is no longer this worker's");
    return null;
  }
}

/** Saves a change of the import; without `endedAt` it is looked at again at `nextAt`. */
async function save(
  { db, clock }: AppContext,
  claimed: ClaimedImport,
  changes: Partial<ImportProgress>,
  sql: Parameters<typeof saveImport>[0] = db.pool,
): Promise<Instant | null> {
  const { status, operationId, askedAt, done, total, unreadable, tries, failures, problem } = claimed;
  const next: ImportProgress = {
    status,
    operationId,
    askedAt,
    done,
    total,
    unreadable,
    tries,
    failures,
    problem,
    nextAt: clock.now(),
    endedAt: null,
    leaseUntil: null,
    ...changes,
  };
  if (!(await saveImport(sql, claimed, next))) throw new ClaimLost();
  const { nextAt: _next, endedAt: _ended, leaseUntil: _lease, ...kept } = next;
  Object.assign(claimed, kept);
  return next.endedAt ? null : next.nextAt;
}

const inSeconds = ({ clock }: AppContext, seconds: number): Instant => clock.now().add({ seconds });

async function start(context: AppContext, claimed: ClaimedImport): Promise<Instant | null> {
  const since = await sinceWhen(context, claimed);
  if (since && "kind" in since) return putOff(context, claimed, since);
  const answer = await context.adminApi.bulk.start(claimed.shopDomain, claimed.resource, since);
  if (answer.kind !== "answered") return putOff(context, claimed, answer);
  return save(context, claimed, {
    status: "asked",
    operationId: answer.id,
    askedAt: answer.startedAt,
    done: 0,
    unreadable: 0,
    failures: 0,
    problem: null,
    nextAt: inSeconds(context, FIRST_POLL_SECONDS),
  });
}

async function sinceWhen(
  { adminApi, clock }: AppContext,
  { shopDomain, resource }: ClaimedImport,
): Promise<Instant | null | OutwardFailure> {
  if (resource === "customers") return null;
  const reach = clock.now().subtract(ORDER_REACH).round("second");
  if (resource === "checkouts") return reach;
  const granted = await adminApi.grantedScopes(shopDomain);
  return granted.kind !== "answered" ? granted : granted.scopes.includes(ALL_ORDERS) ? null : reach;
}

async function look(context: AppContext, claimed: ClaimedImport, operationId: string): Promise<Instant | null> {
  const answer = await context.adminApi.bulk.find(claimed.shopDomain, operationId);
  if (answer.kind !== "answered") return putOff(context, claimed, answer);
  const { operation } = answer;
  switch (operation.state) {
    case "running":
      return save(context, claimed, {
        status: "asked",
        total: operation.total,
        failures: 0,
        problem: null,
        nextAt: inSeconds(context, pollSeconds(context, claimed)),
      });
    case "completed":
      return operation.url === null
        ? end(context, claimed, "done", null)
        : read(context, claimed, { url: operation.url, total: operation.total, problem: null });
    case "failed":
      if (operation.denied) return end(context, claimed, "failed", "not_granted");
      // Shopify names no cause that a merchant could mend: most such operations succeed when they run again.
      if (claimed.tries + 1 < MAX_TRIES) return startAgain(context, claimed);
      return operation.partialUrl === null
        ? end(context, claimed, "failed", "failed")
        : read(context, claimed, { url: operation.partialUrl, total: claimed.total ?? 0, problem: "partial" });
    case "cancelled":
      return end(context, claimed, "failed", "cancelled");
    case "gone":
      return claimed.tries + 1 < MAX_TRIES ? startAgain(context, claimed) : end(context, claimed, "failed", "failed");
  }
}

/** Seconds until the next look: longer for an operation that takes long. Shopify tells the end as well. */
const pollSeconds = ({ clock }: AppContext, { startedAt }: ClaimedImport): number =>
  Math.min(
    LONGEST_POLL_SECONDS,
    Math.max(FIRST_POLL_SECONDS, Math.round(clock.now().since(startedAt).total("seconds") / 6)),
  );

const startAgain = (context: AppContext, claimed: ClaimedImport): Promise<Instant | null> => {
  const tries = claimed.tries + 1;
  const nextAt = inSeconds(context, FIRST_PAUSE_SECONDS * 2 ** tries);
  return save(context, claimed, { ...ANEW, tries, nextAt });
};
const ANEW = { status: "waiting", operationId: null, askedAt: null, done: 0, unreadable: 0, total: null } as const;

function end(
  context: AppContext,
  claimed: ClaimedImport,
  status: "done" | "failed",
  problem: ImportProblem | null,
): Promise<Instant | null> {
  const { shopDomain: shop, resource, done, unreadable } = claimed;
  context.log[problem ? "warn" : "info"]({ shop, resource, status, problem, done, unreadable }, "an import has ended");
  return save(context, claimed, { status, problem, endedAt: context.clock.now() });
}

interface BulkFile {
  url: string;
  total: number;
  /** Why the file is not the whole. */
  problem: ImportProblem | null;
}

/** Reads the file and writes it in batches, each with the position behind it, so that a crash repeats one at most. */
async function read(
  context: AppContext,
  claimed: ClaimedImport,
  { url, total, problem }: BulkFile,
): Promise<Instant | null> {
  await save(context, claimed, { status: "reading", total, leaseUntil: context.clock.now().add(IMPORT_LEASE) });
  try {
    const objects = context.adminApi.bulk.read(claimed.resource, url, claimed.done);
    for await (const batch of inBatches(objects)) {
      await write(context, claimed, batch);
      if (isStopping(context)) return save(context, claimed, {});
    }
  } catch (error) {
    if (error instanceof ClaimLost || !(error instanceof Error) || error.name !== "BulkFileError") throw error;
    context.log.warn({ err: error, shop: claimed.shopDomain, resource: claimed.resource }, "an import's file failed");
    // Its address may have expired, and the operation tells a new one. The reader goes on where it stood.
    const tries = claimed.tries + 1;
    return tries >= MAX_TRIES
      ? end(context, claimed, "failed", "unreadable")
      : save(context, claimed, { tries, nextAt: inSeconds(context, FIRST_PAUSE_SECONDS * 2 ** tries) });
  }
  return end(context, claimed, problem === null ? "done" : "failed", problem);
}

async function write(
  context: AppContext,
  claimed: ClaimedImport,
  batch: readonly (ImportedObjects[ClaimedImport["resource"]] | null)[],
): Promise<void> {
  const objects = batch.filter((object) => object !== null);
  const before = { ...claimed };
  await bufferedTransaction(context.db.pool, async (sql) => {
    Object.assign(claimed, before);
    const { unreadable } = await importObjects(context, sql, claimed.resource, {
      shopId: claimed.shopId,
      objects,
      asOf: claimed.askedAt ?? claimed.startedAt,
    });
    await save(
      context,
      claimed,
      {
        done: before.done + batch.length,
        unreadable: before.unreadable + (batch.length - objects.length) + unreadable,
        tries: 0,
        leaseUntil: context.clock.now().add(IMPORT_LEASE),
      },
      sql,
    );
  });
}

async function* inBatches<T>(objects: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Lets an import wait whose Admin API gave no answer, or ends one that the store does not allow. */
function putOff(context: AppContext, claimed: ClaimedImport, failure: OutwardFailure): Promise<Instant | null> {
  const { shopDomain: shop, resource } = claimed;
  context.log.info({ shop, resource, detail: failure.detail }, "the Admin API does not answer an import");
  if (failure.kind === "refused")
    return end(context, claimed, "failed", failure.code === "not_granted" ? "not_granted" : "failed");
  const failures = claimed.failures + 1;
  const growing = Math.min(FIRST_PAUSE_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE_SECONDS);
  return save(context, claimed, {
    failures,
    problem: failure.code === "no_session" ? "no_access" : "no_answer",
    nextAt: inSeconds(context, failure.after !== undefined && failures === 1 ? failure.after : growing),
  });
}
