import type { BackgroundJobStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { ownId } from "#shell/db/own-id.server.ts";
import { insert, query, type Sql, toJson } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A background job, without its result. */
export interface BackgroundJobRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  kind: string;
  status: BackgroundJobStatus;
  input: unknown;
  done: number;
  total: number | null;
  error: string | null;
  actor: string;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
}

/** A job that this process owns until its lease ends. */
export interface ClaimedJob extends BackgroundJobRow {
  leaseUntil: Instant;
}

const columns = `
  "id", "shopId", "kind", "status", "input", "done", "total", "error", "actor", "createdAt", "startedAt", "endedAt"`;

export const insertBackgroundJob = (
  sql: Sql,
  row: Pick<BackgroundJobRow, "id" | "shopId" | "kind" | "input" | "actor" | "createdAt">,
): Promise<void> => insert(sql, "BackgroundJob", [{ ...row, status: "waiting", done: 0 }]);

/** Inserts a client-driven job that has not started; `leaseUntil` is the deadline for starting it. */
export const insertClientDrivenJob = (
  sql: Sql,
  row: Pick<BackgroundJobRow, "id" | "shopId" | "kind" | "input" | "actor" | "createdAt"> & { leaseUntil: Instant },
): Promise<void> => insert(sql, "BackgroundJob", [{ ...row, status: "running", done: 0 }]);

/**
 * Starts a client-driven job, once.
 * @returns false if it does not exist or has started already
 */
export async function beginClientDrivenJob(
  sql: Sql,
  { id, shopId }: Pick<BackgroundJobRow, "id" | "shopId">,
  now: Instant,
  until: Instant,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "BackgroundJob"
      SET "startedAt" = $3, "leaseUntil" = $4
      WHERE "shopId" = $1 AND "id" = $2 AND "status" = ${STATUS.running} AND "startedAt" IS NULL
      RETURNING "id"`,
    [shopId, ownId(id), now, until],
  );
  return rows.length > 0;
}

/**
 * Jobs of a concurrency key, newest first.
 * @param about concurrency key: part of the job's input
 */
export const listBackgroundJobs = (
  sql: Sql,
  shopId: string,
  kind: string,
  about: object,
  limit: number,
): Promise<BackgroundJobRow[]> =>
  query(
    sql,
    `
      SELECT ${columns}
      FROM "BackgroundJob"
      WHERE "shopId" = $1 AND "kind" = $2 AND "input" @> $3::jsonb
      ORDER BY "createdAt" DESC, "id" DESC LIMIT $4`,
    [shopId, kind, toJson(about), limit],
  );

/** Deletes finished jobs beyond the newest `kept` ones. */
export const deleteOldJobs = (sql: Sql, shopId: string, kind: string, about: object, kept: number): Promise<unknown> =>
  query(
    sql,
    `
      DELETE FROM "BackgroundJob"
      WHERE "status" IN (${STATUS.done}, ${STATUS.failed}, ${STATUS.cancelled})
        AND "id" IN (
          SELECT "id"
          FROM "BackgroundJob"
          WHERE "shopId" = $1 AND "kind" = $2 AND "input" @> $3::jsonb
          ORDER BY "createdAt" DESC, "id" DESC OFFSET $4
        )`,
    [shopId, kind, toJson(about), kept],
  );

/** A shop's jobs of a kind that are not over, by whether one is under way. Locks starting jobs of the kind. */
export async function lockShopJobs(
  sql: Sql,
  { shopId, kind }: Pick<BackgroundJobRow, "shopId" | "kind">,
  now: Instant,
): Promise<{ underWay: number; waiting: number }> {
  await query(sql, `SELECT pg_advisory_xact_lock(hashtextextended($1, 8))`, [`${shopId} ${kind}`]);
  const [row] = await query<{ underWay: number; waiting: number }>(
    sql,
    `
      SELECT count(*) FILTER (WHERE ${IS_UNDER_WAY("j", "$3")})::int AS "underWay",
        count(*) FILTER (WHERE j."status" = ${STATUS.waiting})::int AS "waiting"
      FROM "BackgroundJob" j
      WHERE j."shopId" = $1 AND j."kind" = $2 AND j."status" IN (${STATUS.waiting}, ${STATUS.running})`,
    [shopId, kind, now],
  );
  return row ?? { underWay: 0, waiting: 0 };
}

const CLAIMABLE = `("status" = ${STATUS.waiting} OR ("status" = ${STATUS.running} AND "leaseUntil" < $1))`;

/** Whether a process drives the job now; an export whose download has not begun is not running yet. */
const IS_UNDER_WAY = (job: string, now: string): string =>
  `${job}."status" = ${STATUS.running} AND ${job}."startedAt" IS NOT NULL AND ${job}."leaseUntil" >= ${now}`;

/**
 * Claims the next job that waits or whose lease ended; null if there is none. Keeps the time of the first start. Of a
 * shop's waiting jobs of one kind one runs at a time, and shops take turns: next is the shop that had its turn longest
 * ago. Call it in a transaction, because it locks claiming.
 */
export async function claimJob(sql: Sql, now: Instant, until: Instant): Promise<ClaimedJob | null> {
  await query(sql, `SELECT pg_advisory_xact_lock(hashtextextended('BackgroundJob', 9))`);
  const [row] = await query<ClaimedJob>(
    sql,
    `
      UPDATE "BackgroundJob"
      SET "status" = ${STATUS.running}, "leaseUntil" = $2, "startedAt" = coalesce("startedAt", $1), "done" = 0
      WHERE "id" = (
        SELECT j."id"
        FROM "BackgroundJob" j
        LEFT JOIN LATERAL (
          SELECT max(r."startedAt") AS "lastTurn", bool_or(${IS_UNDER_WAY("r", "$1")}) AS "hasTurn"
          FROM "BackgroundJob" r
          WHERE r."shopId" = j."shopId" AND r."kind" = j."kind"
        ) t ON true
        WHERE ${CLAIMABLE} AND (j."status" = ${STATUS.running} OR NOT t."hasTurn")
        ORDER BY t."lastTurn" NULLS FIRST, j."createdAt", j."id" LIMIT 1 FOR UPDATE OF j SKIP LOCKED
      )
      RETURNING ${columns}, "leaseUntil"`,
    [now, until],
  );
  return row ?? null;
}

export async function isJobWaiting(sql: Sql, now: Instant): Promise<boolean> {
  const rows = await query(sql, `SELECT 1 FROM "BackgroundJob" WHERE ${CLAIMABLE} LIMIT 1`, [now]);
  return rows.length > 0;
}

/** A claim. Writes fail once the job was cancelled or another worker claimed it. */
interface Claim {
  id: string;
  leaseUntil: Instant;
}
const IS_CLAIMED = `"id" = $1 AND "status" = ${STATUS.running} AND "leaseUntil" = $2`;

/** @returns whether the claim still held */
export async function renewJobLease(
  sql: Sql,
  { id, leaseUntil }: Claim,
  to: Instant,
  { done, total }: { done: number; total: number | null },
): Promise<boolean> {
  const rows = await query(
    sql,
    `UPDATE "BackgroundJob" SET "leaseUntil" = $3, "done" = $4, "total" = $5 WHERE ${IS_CLAIMED} RETURNING "id"`,
    [id, leaseUntil, to, done, total],
  );
  return rows.length > 0;
}

/** Finishes a job with its result, and removes the lines of customers erased meanwhile. */
export async function finishJob(sql: Sql, { id, leaseUntil }: Claim, result: object, at: Instant): Promise<void> {
  await query(
    sql,
    `
      UPDATE "BackgroundJob"
      SET "status" = ${STATUS.done}, "result" = $3::jsonb, "done" = coalesce("total", "done"), "leaseUntil" = NULL,
        "endedAt" = $4
      WHERE ${IS_CLAIMED}`,
    [id, leaseUntil, toJson(result), at],
  );
  await query(
    sql,
    `
      UPDATE "BackgroundJob" r
      SET "result" =
        ${scrubbed(`EXISTS (SELECT 1 FROM "Customer" c WHERE c."id"::text = e.v->>'customerId' AND c."erasedAt" IS NOT NULL)`)}
      WHERE "id" = $1 AND jsonb_typeof("result"->'lines') = 'array'`,
    [id],
  );
}

/** Lets a claimed job wait for another worker. */
export async function giveBackJob(sql: Sql, { id, leaseUntil }: Claim): Promise<void> {
  await query(sql, `UPDATE "BackgroundJob" SET "status" = ${STATUS.waiting}, "leaseUntil" = NULL WHERE ${IS_CLAIMED}`, [
    id,
    leaseUntil,
  ]);
}

export const failJob = (sql: Sql, { id, leaseUntil }: Claim, error: string, at: Instant): Promise<unknown> =>
  query(
    sql,
    `UPDATE "BackgroundJob" SET "status" = ${STATUS.failed}, "error" = $3, "leaseUntil" = NULL, "endedAt" = $4
      WHERE ${IS_CLAIMED}`,
    [id, leaseUntil, error, at],
  );

/** @returns the cancelled job; null if the shop has no such unfinished job */
export async function cancelJob(sql: Sql, shopId: string, id: string, at: Instant): Promise<BackgroundJobRow | null> {
  const [row] = await query<BackgroundJobRow>(
    sql,
    `
      UPDATE "BackgroundJob"
      SET "status" = ${STATUS.cancelled}, "leaseUntil" = NULL, "endedAt" = $3
      WHERE "shopId" = $1 AND "id" = $2 AND "status" IN (${STATUS.waiting}, ${STATUS.running})
      RETURNING ${columns}`,
    [shopId, ownId(id), at],
  );
  return row ?? null;
}

/** Result of a job without its lines, which may be many. */
export async function readJobResult(sql: Sql, shopId: string, id: string): Promise<unknown> {
  const [row] = await query<{ result: unknown }>(
    sql,
    `SELECT "result" - 'lines' AS "result" FROM "BackgroundJob" WHERE "shopId" = $1 AND "id" = $2`,
    [shopId, id],
  );
  return row?.result ?? null;
}

/** One page of a result's lines. */
export async function pageJobLines(
  sql: Sql,
  shopId: string,
  id: string,
  { skip, limit }: { skip: number; limit: number },
): Promise<unknown[]> {
  const rows = await query<{ line: unknown }>(
    sql,
    `
      SELECT e.v AS "line"
      FROM "BackgroundJob" r, jsonb_array_elements(r."result"->'lines') WITH ORDINALITY AS e(v, n)
      WHERE r."shopId" = $1 AND r."id" = $2 AND e.n > $3
      ORDER BY e.n LIMIT $4`,
    [shopId, id, skip, limit],
  );
  return rows.map(({ line }) => line);
}

/** Erases a customer's texts from all job results. */
export const eraseCustomerInJobs = (sql: Sql, shopId: string, customerId: string): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "BackgroundJob" r
      SET "result" = ${scrubbed(`e.v->>'customerId' = $2`)}
      WHERE "shopId" = $1 AND "result"->'lines' @> jsonb_build_array(jsonb_build_object('customerId', $2::text))`,
    [shopId, customerId],
  );

/** SQL expression: the result without the body of the matching lines. */
const scrubbed = (condition: string): string =>
  `
    jsonb_set(r."result", '{lines}',
      (SELECT coalesce(jsonb_agg(CASE WHEN ${condition} THEN e.v || '{"body": null}' ELSE e.v END ORDER BY e.n), '[]')
      FROM jsonb_array_elements(r."result"->'lines') WITH ORDINALITY AS e(v, n)))`;
