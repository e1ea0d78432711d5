import {
  importResources,
  type ImportPart,
  type ImportProblem,
  type ImportResource,
} from "#core/intake/import/resources.ts";
import type { ImportStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const UNDER_WAY = `(${STATUS.waiting}, ${STATUS.asked}, ${STATUS.reading})`;

/** A claimed import of one resource. */
export interface ClaimedImport extends Record<string, unknown> {
  shopId: string;
  shopDomain: string;
  installedAt: Instant;
  resource: ImportResource;
  status: ImportStatus;
  operationId: string | null;
  askedAt: Instant | null;
  done: number;
  total: number | null;
  unreadable: number;
  tries: number;
  failures: number;
  problem: ImportProblem | null;
  startedAt: Instant;
  fence: number;
}

/**
 * Begins the import of a shop.
 * @param which every resource again, those that have ended, or those that failed; a resource that is missing begins too
 * @returns the resources that begin
 */
export async function beginImport(
  sql: Sql,
  shopId: string,
  which: "all" | "ended" | "failed",
  now: Instant,
): Promise<ImportResource[]> {
  const again = {
    all: "true",
    ended: `i."endedAt" IS NOT NULL`,
    failed: `i."status" = ${STATUS.failed}`,
  }[which];
  const rows = await query<{ resource: ImportResource }>(
    sql,
    `
      INSERT INTO "StoreImport" AS i ("shopId", "resource", "status", "startedAt", "nextAt")
      SELECT $1, r, ${STATUS.waiting}, $3, $3 FROM unnest($2::text[]) AS r
      ON CONFLICT ("shopId", "resource") DO UPDATE SET "status" = ${STATUS.waiting}, "operationId" = NULL,
        "askedAt" = NULL, "done" = 0,
        "total" = NULL, "unreadable" = 0, "tries" = 0, "failures" = 0, "problem" = NULL, "startedAt" = $3, "endedAt" = NULL, "nextAt" = $3,
        "leaseUntil" = NULL, "fence" = i."fence" + 1
      WHERE ${again}
      RETURNING i."resource"`,
    [shopId, importResources, now],
  );
  return rows.map(({ resource }) => resource);
}

/** Claims the import that has waited longest for its turn, of an installed shop. */
export async function claimImport(sql: Sql, now: Instant, leaseUntil: Instant): Promise<ClaimedImport | null> {
  const [row] = await query<ClaimedImport>(
    sql,
    `
      UPDATE "StoreImport" i
      SET "leaseUntil" = $2, "fence" = i."fence" + 1
      FROM (
        SELECT i."shopId", i."resource", s."domain", s."installedAt"
        FROM "StoreImport" i
          JOIN "Shop" s ON s."id" = i."shopId"
        WHERE i."status" IN ${UNDER_WAY}
          AND i."nextAt" <= $1
          AND (i."leaseUntil" IS NULL OR i."leaseUntil" < $1)
          AND s."uninstalledAt" IS NULL
        ORDER BY i."nextAt" LIMIT 1
        FOR UPDATE OF i SKIP LOCKED
      ) due
      WHERE i."shopId" = due."shopId" AND i."resource" = due."resource"
      RETURNING i."shopId", due."domain" AS "shopDomain", due."installedAt", i."resource", i."status", i."operationId", i."askedAt",
        i."done", i."total", i."unreadable", i."tries", i."failures", i."problem", i."startedAt", i."fence"`,
    [now, leaseUntil],
  );
  return row ?? null;
}

export type ImportProgress = Pick<
  ClaimedImport,
  "status" | "operationId" | "askedAt" | "done" | "total" | "unreadable" | "tries" | "failures" | "problem"
> & {
  nextAt: Instant;
  endedAt: Instant | null;
  /** Null gives the claim back. */
  leaseUntil: Instant | null;
};

/**
 * Saves where an import stands.
 * @returns false once another process has claimed it, it began again, or the shop has uninstalled the app
 */
export async function saveImport(
  sql: Sql,
  { shopId, resource, fence }: Pick<ClaimedImport, "shopId" | "resource" | "fence">,
  next: ImportProgress,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "StoreImport" i
      SET "status" = $4::"ImportStatus", "operationId" = $5, "askedAt" = $6, "done" = $7, "total" = $8,
        "unreadable" = $9, "tries" = $10,
        "failures" = $11, "problem" = $12, "nextAt" = $13, "endedAt" = $14, "leaseUntil" = $15
      FROM "Shop" s
      WHERE i."shopId" = $1 AND i."resource" = $2 AND i."fence" = $3 AND s."id" = i."shopId" AND s."uninstalledAt" IS NULL
      RETURNING 1`,
    [
      shopId,
      resource,
      fence,
      next.status,
      next.operationId,
      next.askedAt,
      next.done,
      next.total,
      next.unreadable,
      next.tries,
      next.failures,
      next.problem,
      next.nextAt,
      next.endedAt,
      next.leaseUntil,
    ],
  );
  return rows.length > 0;
}

/** Looks at once after the bulk operations that have ended. @returns whether an import waits for one of them */
export async function wakeImports(
  sql: Sql,
  operations: readonly { shopId: string; operationId: string }[],
  now: Instant,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "StoreImport" i
      SET "nextAt" = $3
      FROM unnest($1::uuid[], $2::text[]) AS o("shopId", "operationId")
      WHERE i."shopId" = o."shopId" AND i."operationId" = o."operationId" AND i."status" = ${STATUS.asked}
      RETURNING 1`,
    [operations.map(({ shopId }) => shopId), operations.map(({ operationId }) => operationId), now],
  );
  return rows.length > 0;
}

export interface ImportRow extends ImportPart, Record<string, unknown> {
  startedAt: Instant;
  endedAt: Instant | null;
  nextAt: Instant;
}

export const readImportRows = (sql: Sql, shopId: string): Promise<ImportRow[]> =>
  query(
    sql,
    `
      SELECT "resource", "status", "done", "total", "unreadable", "problem", "startedAt", "endedAt", "nextAt"
      FROM "StoreImport"
      WHERE "shopId" = $1`,
    [shopId],
  );

/** When the next import of an installed shop is due; null when none is under way. */
export async function nextImportAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    sql,
    `
      SELECT min(i."nextAt") AS "at"
      FROM "StoreImport" i
        JOIN "Shop" s ON s."id" = i."shopId"
      WHERE i."status" IN ${UNDER_WAY} AND s."uninstalledAt" IS NULL`,
  );
  return row?.at ?? null;
}
