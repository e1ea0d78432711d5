import type { ChangedResource, ReconciliationProblem } from "#core/intake/reconciliation/changes.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** The comparison under way, and where it stands. */
export interface Progress {
  since: Instant;
  until: Instant;
  resource: ChangedResource;
  /** The Admin API's cursor after the last page; null before the first of the resource. */
  pageCursor: string | null;
}

/** A shop's claimed comparison. */
export interface ClaimedReconciliation extends Record<string, unknown> {
  shopId: string;
  shopDomain: string;
  installedAt: Instant;
  comparedUntil: Instant;
  since: Instant | null;
  until: Instant | null;
  resource: ChangedResource | null;
  pageCursor: string | null;
  problem: ReconciliationProblem | null;
  failures: number;
  fence: number;
  /** Everything until the restore of a copy was compared and taken in, which is not noted yet. */
  restoreIsCompared: boolean;
}

/** Adds the installed shops that were never compared. @param reach how far back a shop is compared at first */
export const addReconciliations = (sql: Sql, now: Instant, reach: Instant): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "Reconciliation" ("shopId", "comparedUntil", "nextAt")
      SELECT s."id", greatest(s."installedAt", $2), $1
      FROM "Shop" s
      WHERE s."uninstalledAt" IS NULL AND NOT EXISTS (SELECT 1 FROM "Reconciliation" r WHERE r."shopId" = s."id")
      ON CONFLICT DO NOTHING`,
    [now, reach],
  );

/**
 * Claims the installed shop that has waited longest for its turn. A shop with events in its inbox has to take them in
 * first: they may tell what would seem to be missing.
 */
export async function claimReconciliation(
  sql: Sql,
  now: Instant,
  leaseUntil: Instant,
): Promise<ClaimedReconciliation | null> {
  const [row] = await query<ClaimedReconciliation>(
    sql,
    `
      UPDATE "Reconciliation" r
      SET "leaseUntil" = $2, "fence" = r."fence" + 1
      FROM (
        SELECT r."shopId", s."domain", s."installedAt",
          s."restoredAt" IS NOT NULL AND s."consentsReadAt" IS NULL AND r."comparedUntil" >= s."restoredAt" AS "isCompared"
        FROM "Reconciliation" r
          JOIN "Shop" s ON s."id" = r."shopId"
        WHERE r."nextAt" <= $1
          AND (r."leaseUntil" IS NULL OR r."leaseUntil" < $1)
          AND s."uninstalledAt" IS NULL
          AND NOT EXISTS (
            SELECT 1
            FROM "StoreEvent" e
            WHERE e."shopId" = r."shopId"
              AND e."status" = ${STATUS.received}
              AND (e."leaseUntil" IS NULL OR e."leaseUntil" < $1)
          )
        ORDER BY r."nextAt" LIMIT 1
        FOR UPDATE OF r SKIP LOCKED
      ) due
      WHERE r."shopId" = due."shopId"
      RETURNING r."shopId", due."domain" AS "shopDomain", due."installedAt", r."comparedUntil", r."since", r."until",
        r."resource", r."pageCursor", r."problem", r."failures", r."fence", due."isCompared" AS "restoreIsCompared"`,
    [now, leaseUntil],
  );
  return row ?? null;
}

export type ReconciliationClaim = Pick<ClaimedReconciliation, "shopId" | "fence">;

/** Saves where the comparison stands, and keeps the claim. @returns false once another process has claimed the shop */
export async function saveProgress(
  sql: Sql,
  { shopId, fence }: ReconciliationClaim,
  { since, until, resource, pageCursor }: Progress,
  leaseUntil: Instant,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "Reconciliation"
      SET "since" = $3, "until" = $4, "resource" = $5, "pageCursor" = $6, "leaseUntil" = $7
      WHERE "shopId" = $1 AND "fence" = $2
      RETURNING 1`,
    [shopId, fence, since, until, resource, pageCursor, leaseUntil],
  );
  return rows.length > 0;
}

/** Ends the turn of a shop that goes on later, or failed. */
export const putOffReconciliation = (
  sql: Sql,
  { shopId, fence }: ReconciliationClaim,
  { nextAt, problem, failures }: { nextAt: Instant; problem: ReconciliationProblem | null; failures: number },
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Reconciliation"
      SET "nextAt" = $3, "problem" = $4, "failures" = $5, "leaseUntil" = NULL
      WHERE "shopId" = $1 AND "fence" = $2`,
    [shopId, fence, nextAt, problem, failures],
  );

/** Records that all up to an instant was compared. */
export const endReconciliation = (
  sql: Sql,
  { shopId, fence }: ReconciliationClaim,
  {
    until,
    now,
    nextAt,
    problem,
  }: { until: Instant; now: Instant; nextAt: Instant; problem: ReconciliationProblem | null },
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Reconciliation"
      SET "comparedUntil" = greatest("comparedUntil", $3), "since" = NULL, "until" = NULL, "resource" = NULL, "pageCursor" = NULL, "lastAt" = $4,
        "nextAt" = $5, "problem" = $6, "failures" = 0, "leaseUntil" = NULL
      WHERE "shopId" = $1 AND "fence" = $2`,
    [shopId, fence, until, now, nextAt, problem],
  );

export interface ReconciliationState extends Record<string, unknown> {
  lastAt: Instant | null;
  comparedUntil: Instant;
  problem: ReconciliationProblem | null;
  failures: number;
}

export async function readReconciliation(sql: Sql, shopId: string): Promise<ReconciliationState | null> {
  const [row] = await query<ReconciliationState>(
    sql,
    `SELECT "lastAt", "comparedUntil", "problem", "failures" FROM "Reconciliation" WHERE "shopId" = $1`,
    [shopId],
  );
  return row ?? null;
}

/** The installed shops' comparisons, for metrics. */
export async function countReconciliations(sql: Sql): Promise<{ comparedUntil: Instant | null; withProblem: number }> {
  const [row] = await query<{ comparedUntil: Instant | null; withProblem: number }>(
    sql,
    `
      SELECT min(r."comparedUntil") AS "comparedUntil", count(r."problem")::int AS "withProblem"
      FROM "Reconciliation" r
        JOIN "Shop" s ON s."id" = r."shopId"
      WHERE s."uninstalledAt" IS NULL`,
  );
  return row ?? { comparedUntil: null, withProblem: 0 };
}
