import type { Refusal } from "#core/senders/refusals.ts";
import type { SenderKind, SenderStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { insert, query, recordset, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface SenderRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopDomain: string;
  kind: SenderKind;
  status: SenderStatus;
  /** The status that a suspended sender returns to. */
  resumesAs: SenderStatus | null;
  country: string;
  accountSid: string | null;
  /** Encrypted; its owner is the sender's id. */
  authToken: string | null;
  serviceSid: string | null;
  /** E.164, or the name that an alphanumeric sender shows. */
  number: string | null;
  numberSid: string | null;
  broughtNumber: string | null;
  approvedBefore: boolean;
  verificationSid: string | null;
  /** Read through `registrationForm`. */
  registration: Record<string, unknown>;
  refusals: Refusal[];
  editUntil: Instant | null;
  perSecond: number;
  problem: string | null;
  fence: number;
  nextLookAt: Instant | null;
  createdAt: Instant;
  submittedAt: Instant | null;
  decidedAt: Instant | null;
  releasedAt: Instant | null;
}

const SELECT = `
  SELECT e."id", e."shopId", s."domain" AS "shopDomain", e."kind", e."status", e."resumesAs", e."country",
    e."accountSid", e."authToken", e."serviceSid", e."number", e."numberSid", e."broughtNumber", e."approvedBefore",
    e."verificationSid", e."registration", e."refusals", e."editUntil", e."perSecond", e."problem", e."fence",
    e."nextLookAt", e."createdAt", e."submittedAt", e."decidedAt", e."releasedAt"
  FROM "Sender" e
    JOIN "Shop" s ON s."id" = e."shopId"`;

export const insertSender = (
  sql: Sql,
  row: Pick<
    SenderRow,
    | "id"
    | "shopId"
    | "kind"
    | "country"
    | "broughtNumber"
    | "approvedBefore"
    | "registration"
    | "perSecond"
    | "nextLookAt"
    | "createdAt"
  >,
): Promise<void> => insert(sql, "Sender", [row]);

/** The senders of all shops, or of one, newest last; released ones too. */
export const listSenders = (sql: Sql, shopId: string | null = null): Promise<SenderRow[]> =>
  query(sql, `${SELECT} WHERE $1::uuid IS NULL OR e."shopId" = $1 ORDER BY s."domain", e."id"`, [shopId]);

export async function findSender(sql: Sql, shopId: string, id: string): Promise<SenderRow | null> {
  const [row] = await query<SenderRow>(sql, `${SELECT} WHERE e."id" = $2 AND e."shopId" = $1`, [shopId, id]);
  return row ?? null;
}

/** The senders of an account at the provider; released ones too, because their last reports may come late. */
export const sendersOfAccount = (
  sql: Sql,
  accountSid: string,
): Promise<Pick<SenderRow, "id" | "shopId" | "serviceSid" | "authToken" | "status">[]> =>
  query(
    sql,
    `
      SELECT "id", "shopId", "serviceSid", "authToken", "status"
      FROM "Sender"
      WHERE "accountSid" = $1 AND "authToken" IS NOT NULL
      ORDER BY "status" = ${STATUS.released}, "id" DESC`,
    [accountSid],
  );

/** A sender's credentials, as stored. */
export interface SenderCredentials {
  id: string;
  accountSid: string;
  /** Encrypted; its owner is the sender's id. */
  authToken: string;
  serviceSid: string;
}

/** Finds a sender's credentials; null while its account is not made. */
export async function findCredentials(sql: Sql, id: string): Promise<SenderCredentials | null> {
  const [row] = await query<SenderCredentials & Record<string, unknown>>(
    sql,
    `
      SELECT "id", "accountSid", "authToken", coalesce("serviceSid", '') AS "serviceSid"
      FROM "Sender"
      WHERE "id" = $1 AND "accountSid" IS NOT NULL AND "authToken" IS NOT NULL`,
    [id],
  );
  return row ?? null;
}

/** A claim of a sender. Writes with it have no effect once another process has claimed the sender. */
export type SenderClaim = Pick<SenderRow, "id" | "fence">;

/**
 * Claims a sender, so that one process at a time changes it at the provider; senders of one shop share an account, so a
 * claim holds for all of them. The caller holds the shop's lock.
 * @returns null when another process has it
 */
export async function claimSender(sql: Sql, id: string, now: Instant, until: Instant): Promise<SenderRow | null> {
  const claimed = await query(
    sql,
    `
      UPDATE "Sender" e
      SET "leaseUntil" = $3, "fence" = e."fence" + 1
      WHERE e."id" = $1
        AND NOT EXISTS (SELECT 1 FROM "Sender" o WHERE o."shopId" = e."shopId" AND o."leaseUntil" > $2)
      RETURNING e."id"`,
    [id, now, until],
  );
  if (claimed.length === 0) return null;
  const [row] = await query<SenderRow>(sql, `${SELECT} WHERE e."id" = $1`, [id]);
  return row ?? null;
}

/** The columns that a claim's holder may change. */
export type SenderChanges = Partial<
  Pick<
    SenderRow,
    | "status"
    | "resumesAs"
    | "accountSid"
    | "authToken"
    | "serviceSid"
    | "number"
    | "numberSid"
    | "verificationSid"
    | "registration"
    | "refusals"
    | "editUntil"
    | "problem"
    | "nextLookAt"
    | "submittedAt"
    | "decidedAt"
    | "releasedAt"
  >
>;

/** Changes a claimed sender and renews the claim. @returns whether the claim still held */
export async function saveSender(
  sql: Sql,
  { id, fence }: SenderClaim,
  changes: SenderChanges,
  until: Instant | null,
): Promise<boolean> {
  const set = Object.keys(changes).map((column) => `"${column}" = i."${column}"`);
  const rows = await query(
    sql,
    `
      UPDATE "Sender" e
      SET ${[...set, `"leaseUntil" = $4`].join(", ")}
      FROM json_populate_recordset(NULL::"Sender", $3::json) i
      WHERE e."id" = $1 AND e."fence" = $2
      RETURNING e."id"`,
    [id, fence, recordset([changes]), until],
  );
  return rows.length > 0;
}

/** Senders whose registration or account is to be looked at. */
export const sendersToLookAt = (sql: Sql, now: Instant, limit: number): Promise<{ id: string; shopId: string }[]> =>
  query(
    sql,
    `
      SELECT "id", "shopId"
      FROM "Sender"
      WHERE "nextLookAt" <= $1 AND "status" <> ${STATUS.released} AND ("leaseUntil" IS NULL OR "leaseUntil" <= $1)
      ORDER BY "nextLookAt" LIMIT $2`,
    [now, limit],
  );

/** Senders of shops that have uninstalled the app and are not suspended yet, and suspended ones of shops that are back. */
export const sendersToTurn = (sql: Sql, limit: number): Promise<{ id: string; shopId: string }[]> =>
  query(
    sql,
    `
      SELECT e."id", e."shopId"
      FROM "Sender" e
        JOIN "Shop" s ON s."id" = e."shopId"
      WHERE e."status" <> ${STATUS.released} AND (s."uninstalledAt" IS NULL) = (e."status" = ${STATUS.suspended})
      ORDER BY e."nextLookAt" NULLS FIRST LIMIT $1`,
    [limit],
  );

/** Changes the texts a second of a shop's sender. */
export const setSenderRate = (sql: Sql, shopId: string, id: string, perSecond: number): Promise<unknown> =>
  query(sql, `UPDATE "Sender" SET "perSecond" = $3 WHERE "id" = $2 AND "shopId" = $1`, [shopId, id, perSecond]);

/** Accounts of erased shops that are still to be closed. */
export const closingAccounts = (sql: Sql, limit: number): Promise<{ accountSid: string }[]> =>
  query(sql, `SELECT "accountSid" FROM "ClosingAccount" ORDER BY "since" LIMIT $1`, [limit]);
export const accountClosed = (sql: Sql, accountSid: string): Promise<unknown> =>
  query(sql, `DELETE FROM "ClosingAccount" WHERE "accountSid" = $1`, [accountSid]);
