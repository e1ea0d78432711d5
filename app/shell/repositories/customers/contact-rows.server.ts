import type { Subscriber } from "#core/consent/subscriber.ts";
import type { ContactOutcome } from "#core/customers/contact-import/judge.ts";
import type { ContactCells, ListedContact } from "#core/customers/contact-import/read-contact.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A row of a list. */
export interface ContactRow extends Record<string, unknown> {
  importId: string;
  number: number;
  shopId: string;
  /** E.164. */
  address: string | null;
  addressHash: string | null;
  cells: ContactCells;
  contact: ListedContact | null;
  outcome: ContactOutcome;
  reason: string | null;
}

/** What an import did with a row. */
export interface AppliedRow {
  importId: string;
  number: number;
  outcome: ContactOutcome;
  reason: string | null;
  customerId: string | null;
  created: boolean;
  joined: boolean;
  consentEventId: string | null;
  before: Subscriber | null;
}

export const insertContactRows = (sql: Sql, rows: readonly ContactRow[]): Promise<void> =>
  insert(sql, "ContactImportRow", rows, "ON CONFLICT DO NOTHING");

export const deleteContactRows = (sql: Sql, importId: string): Promise<unknown> =>
  query(sql, `DELETE FROM "ContactImportRow" WHERE "importId" = $1`, [importId]);

/** Rows of an import after a line. */
export const readContactRows = (
  sql: Sql,
  importId: string,
  { after, limit }: { after: number; limit: number },
): Promise<ContactRow[]> =>
  query(sql, `SELECT * FROM "ContactImportRow" WHERE "importId" = $1 AND "number" > $2 ORDER BY "number" LIMIT $3`, [
    importId,
    after,
    limit,
  ]);

/** Rows after a line that an import left for a reason, or keeps out. */
export const readLeftRows = (
  sql: Sql,
  importId: string,
  { outcomes, after, limit }: { outcomes: readonly ContactOutcome[]; after: number; limit: number },
): Promise<ContactRow[]> =>
  query(
    sql,
    `
      SELECT *
      FROM "ContactImportRow"
      WHERE "importId" = $1 AND "outcome" = ANY($2) AND "number" > $3
      ORDER BY "number" LIMIT $4`,
    [importId, outcomes, after, limit],
  );

/**
 * Leaves one row of each number: one that opts out before one that consents before one without proof, then the first. The
 * others are duplicates of it.
 */
export const markDuplicates = (sql: Sql, importId: string): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "ContactImportRow" r
      SET "outcome" = 'duplicate', "reason" = ranked."first"::text
      FROM (
        SELECT "number",
          first_value("number") OVER best AS "first"
        FROM "ContactImportRow"
        WHERE "importId" = $1 AND "addressHash" IS NOT NULL
        WINDOW best AS (
          PARTITION BY "addressHash"
          ORDER BY ("contact"->>'optsOut')::boolean DESC, jsonb_typeof("contact"->'proof') = 'object' DESC, "number"
        )
      ) ranked
      WHERE r."importId" = $1 AND r."number" = ranked."number" AND ranked."first" <> r."number"`,
    [importId],
  );

export const saveVerdicts = (
  sql: Sql,
  rows: readonly Pick<ContactRow, "importId" | "number" | "outcome" | "reason">[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ContactImportRow" r
      SET "outcome" = i."outcome", "reason" = i."reason"
      FROM json_to_recordset($1::json) AS i("importId" uuid, "number" int, "outcome" text, "reason" text)
      WHERE r."importId" = i."importId" AND r."number" = i."number"`,
    rows,
  );

/** Notes what an import did with rows. */
export const saveApplied = (sql: Sql, rows: readonly AppliedRow[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ContactImportRow" r
      SET "outcome" = i."outcome", "reason" = i."reason", "customerId" = i."customerId", "created" = i."created",
        "joined" = i."joined", "consentEventId" = i."consentEventId", "before" = i."before"
      FROM json_populate_recordset(NULL::"ContactImportRow", $1::json) i
      WHERE r."importId" = i."importId" AND r."number" = i."number"`,
    rows,
  );

export async function countOutcomes(sql: Sql, importId: string): Promise<Partial<Record<ContactOutcome, number>>> {
  const rows = await query<{ outcome: ContactOutcome; rows: number }>(
    sql,
    `SELECT "outcome", count(*)::int AS "rows" FROM "ContactImportRow" WHERE "importId" = $1 GROUP BY 1`,
    [importId],
  );
  return Object.fromEntries(rows.map(({ outcome, rows: count }) => [outcome, count]));
}

/** Why rows were left, or give no consent. */
export const countReasons = (
  sql: Sql,
  importId: string,
): Promise<{ outcome: ContactOutcome; reason: string; rows: number }[]> =>
  query(
    sql,
    `
      SELECT "outcome", "reason", count(*)::int AS "rows"
      FROM "ContactImportRow"
      WHERE "importId" = $1 AND "outcome" IN ('invalid', 'no_proof') AND "reason" IS NOT NULL
      GROUP BY 1, 2
      ORDER BY 3 DESC, 1, 2`,
    [importId],
  );

/** A row that an import changed something by. */
export interface ChangedRow extends Record<string, unknown> {
  number: number;
  addressHash: string | null;
  outcome: ContactOutcome;
  customerId: string | null;
  created: boolean;
  joined: boolean;
  consentEventId: string | null;
  before: Subscriber | null;
}

/** Rows after a line by which an import changed something. */
export const readChangedRows = (
  sql: Sql,
  importId: string,
  { after, limit }: { after: number; limit: number },
): Promise<ChangedRow[]> =>
  query(
    sql,
    `
      SELECT "number", "addressHash", "outcome", "customerId", "created", "joined", "consentEventId", "before"
      FROM "ContactImportRow"
      WHERE "importId" = $1 AND "number" > $2 AND ("created" OR "joined" OR "consentEventId" IS NOT NULL)
      ORDER BY "number" LIMIT $3`,
    [importId, after, limit],
  );

export const saveUndone = (
  sql: Sql,
  importId: string,
  rows: readonly { number: number; undone: string }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ContactImportRow" r
      SET "undone" = i."undone"
      FROM json_to_recordset($1::json) AS i("number" int, "undone" text)
      WHERE r."importId" = $2 AND r."number" = i."number"`,
    rows,
    [importId],
  );

export async function countUndone(sql: Sql, importId: string): Promise<Record<string, number>> {
  const rows = await query<{ undone: string; rows: number }>(
    sql,
    `
      SELECT "undone", count(*)::int AS "rows"
      FROM "ContactImportRow"
      WHERE "importId" = $1 AND "undone" IS NOT NULL
      GROUP BY 1`,
    [importId],
  );
  return Object.fromEntries(rows.map(({ undone, rows: count }) => [undone, count]));
}

/** Tables whose rows keep a contact from being taken back. */
const REFERRING = [
  "AutomationSequence",
  "AutomationLog",
  "Message",
  "StoreEvent",
  "SegmentMember",
  "Task",
  "ShortLink",
  "Conversation",
  "StoreOrder",
  "CampaignRecipient",
  "StoreHistory",
  "ProductInterest",
  "CustomerErasure",
  "DataRequest",
] as const;

/**
 * Deletes those of the customers that nothing refers to: without an account, with one number, and that number with no
 * consent and no opt-out. Their numbers go with them.
 * @returns the ids of the deleted ones
 */
export async function deleteUnusedContacts(sql: Sql, shopId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await query<{ id: string; subscribers: string[] }>(
    sql,
    `
      DELETE FROM "Customer" c
      USING (
        SELECT a."customerId", array_agg(a."subscriberId") AS "subscribers"
        FROM "CustomerAddress" a
        WHERE a."customerId" = ANY($2::uuid[])
        GROUP BY 1
      ) own
      WHERE c."id" = own."customerId" AND c."shopId" = $1 AND c."shopifyId" IS NULL AND c."erasedAt" IS NULL
        AND c."mergedIntoId" IS NULL
        AND array_length(own."subscribers", 1) = 1
        AND EXISTS (
          SELECT 1
          FROM "Subscriber" s
          WHERE s."id" = own."subscribers"[1] AND s."consent" = ${STATUS.not_subscribed} AND s."suppressedAt" IS NULL
        )
        AND NOT EXISTS (SELECT 1 FROM "Customer" m WHERE m."mergedIntoId" = c."id")
        ${REFERRING.map((table) => `AND NOT EXISTS (SELECT 1 FROM "${table}" t WHERE t."customerId" = c."id")`).join(
          "\n        ",
        )}
      RETURNING c."id", own."subscribers"`,
    [shopId, ids],
  );
  await query(
    sql,
    `
      DELETE FROM "Subscriber" s
      WHERE s."id" = ANY($1::uuid[]) AND s."imported" AND NOT EXISTS (
        SELECT 1 FROM "CustomerAddress" a WHERE a."subscriberId" = s."id"
      )`,
    [rows.flatMap(({ subscribers }) => subscribers)],
  );
  return new Set(rows.map(({ id }) => id));
}
