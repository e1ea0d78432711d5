import type { Instant } from "#core/time/time.ts";
import type { CodesSent, SentCode } from "#core/team/number-code.ts";
import { optOutScopeOf } from "../consent/subscriber-columns.ts";
import { insert, query, type Sql } from "../../db/sql.server.ts";

/** Whether the number was proven to be one of the shop's team. */
export async function isTeamNumber(sql: Sql, shopId: string, phone: string): Promise<boolean> {
  const rows = await query(sql, `SELECT 1 FROM "TeamNumber" WHERE "shopId" = $1 AND "phone" = $2`, [shopId, phone]);
  return rows.length > 0;
}

/** Stores a proven number; a repeated proof is the newer one. */
export const saveTeamNumber = (
  sql: Sql,
  row: { shopId: string; phone: string; provenBy: string; provenAt: Instant },
): Promise<void> =>
  insert(
    sql,
    "TeamNumber",
    [row],
    `ON CONFLICT ("shopId", "phone") DO UPDATE SET "provenBy" = excluded."provenBy", "provenAt" = excluded."provenAt"`,
  );

/** When codes were sent since an instant. Locks sending, so that no two requests count the same sends. */
export async function lockCodesSent(sql: Sql, shopId: string, phone: string, since: Instant): Promise<CodesSent> {
  await query(sql, `SELECT pg_advisory_xact_lock(hashtextextended('TeamNumberCode', 0))`);
  const rows = await query<{ createdAt: Instant; byShop: boolean; toNumber: boolean }>(
    sql,
    `
      SELECT "createdAt", "shopId" = $1 AS "byShop", "phone" = $2 AS "toNumber"
      FROM "TeamNumberCode"
      WHERE ("shopId" = $1 OR "phone" = $2) AND "createdAt" > $3`,
    [shopId, phone, since],
  );
  return {
    toNumber: rows.filter(({ toNumber }) => toNumber).map(({ createdAt }) => createdAt),
    byShop: rows.filter(({ byShop }) => byShop).map(({ createdAt }) => createdAt),
  };
}

export const insertCode = (
  sql: Sql,
  row: { id: string; shopId: string; phone: string; codeHash: string; createdAt: Instant },
): Promise<void> => insert(sql, "TeamNumberCode", [row]);

interface CodeRow extends Record<string, unknown>, SentCode {
  id: string;
  codeHash: string;
}

/** Locks the newest code of a number; earlier ones prove nothing. */
export async function lockNewestCode(sql: Sql, shopId: string, phone: string): Promise<CodeRow | null> {
  const [row] = await query<CodeRow>(
    sql,
    `
      SELECT "id", "codeHash", "wrongTries", "createdAt"
      FROM "TeamNumberCode"
      WHERE "shopId" = $1 AND "phone" = $2
      ORDER BY "createdAt" DESC, "id" DESC
      LIMIT 1
      FOR UPDATE`,
    [shopId, phone],
  );
  return row ?? null;
}

export const countWrongTry = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `UPDATE "TeamNumberCode" SET "wrongTries" = "wrongTries" + 1 WHERE "id" = $1`, [id]);

/** Whether the number has said STOP to the sender of a shop. */
export async function hasStopped(sql: Sql, shopId: string, addressHash: string): Promise<boolean> {
  const rows = await query(
    sql,
    `
      SELECT 1
      FROM "Suppression"
      WHERE "sender" = ${optOutScopeOf("$2::uuid")} AND "addressHash" = $1 AND "liftedAt" IS NULL`,
    [addressHash, shopId],
  );
  return rows.length > 0;
}
