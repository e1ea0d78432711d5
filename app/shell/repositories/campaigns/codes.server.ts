import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A recipient with the code that Shopify is asked for. */
export interface RecipientCode extends Record<string, unknown> {
  id: string;
  customerId: string | null;
  code: string;
  refusals: number;
}

/** Recipients to come whose code no bulk creation makes yet, in the order of their texts. */
export const findWithoutCode = (
  sql: Sql,
  campaignId: string,
  limit: number,
): Promise<{ id: string; refusals: number }[]> =>
  query(
    sql,
    `
      SELECT "id", "codeRefusals" AS "refusals"
      FROM "CampaignRecipient"
      WHERE "campaignId" = $1
        AND "status" = ${STATUS.pending}
        AND "customerId" IS NOT NULL
        AND "codeMadeAt" IS NULL
        AND "codeCreationId" IS NULL
      ORDER BY "dueAt", "id" LIMIT $2`,
    [campaignId, limit],
  );

/** Fixes recipients' codes before Shopify is asked for them. */
export const writeCodes = (sql: Sql, rows: readonly { id: string; code: string }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "CampaignRecipient" r
      SET "code" = i."code"
      FROM json_to_recordset($1::json) AS i("id" uuid, "code" text)
      WHERE r."id" = i."id"`,
    rows,
  );

/** Records the bulk creation that makes recipients' codes. */
export const recordCodeCreation = (sql: Sql, ids: readonly string[], creationId: string): Promise<unknown> =>
  query(sql, `UPDATE "CampaignRecipient" SET "codeCreationId" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, creationId]);

/** The bulk creations whose codes recipients to come wait for, the oldest first. */
export const listCodeCreations = async (sql: Sql, campaignId: string): Promise<string[]> =>
  (
    await query<{ creationId: string }>(
      sql,
      `
        SELECT "codeCreationId" AS "creationId"
        FROM "CampaignRecipient"
        WHERE "campaignId" = $1
          AND "status" = ${STATUS.pending}
          AND "codeMadeAt" IS NULL
          AND "codeCreationId" IS NOT NULL
        GROUP BY 1
        ORDER BY min("dueAt"), 1`,
      [campaignId],
    )
  ).map(({ creationId }) => creationId);

/** The recipients to come of a bulk creation. */
export const listCodesOf = (sql: Sql, campaignId: string, creationId: string): Promise<RecipientCode[]> =>
  query(
    sql,
    `
      SELECT "id", "customerId", "code", "codeRefusals" AS "refusals"
      FROM "CampaignRecipient"
      WHERE "campaignId" = $1 AND "status" = ${STATUS.pending} AND "codeCreationId" = $2 AND "codeMadeAt" IS NULL`,
    [campaignId, creationId],
  );

/** Records that Shopify has recipients' codes: their texts may go out. */
export const markCodesMade = (sql: Sql, ids: readonly string[], now: Instant): Promise<unknown> =>
  query(sql, `UPDATE "CampaignRecipient" SET "codeMadeAt" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, now]);

/** Has recipients' codes asked for again; `refused`: other ones. */
export const askForCodesAgain = (
  sql: Sql,
  ids: readonly string[],
  { refused }: { refused: boolean },
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CampaignRecipient"
      SET "codeCreationId" = NULL, "codeRefusals" = "codeRefusals" + $2::int
      WHERE "id" = ANY($1::uuid[])`,
    [ids, refused ? 1 : 0],
  );

/** Ends recipients whose code Shopify does not make. */
export const failWithoutCode = (sql: Sql, ids: readonly string[], now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CampaignRecipient"
      SET "status" = ${STATUS.failed}, "reason" = 'action_error', "settledAt" = $2
      WHERE "id" = ANY($1::uuid[]) AND "status" = ${STATUS.pending}`,
    [ids, now],
  );

/** How many codes are made, of those that recipients get; and when the last text is due. */
export async function countCodes(
  sql: Sql,
  campaignId: string,
): Promise<{ made: number; missing: number; lastDueAt: Instant | null }> {
  const [row] = await query<{ made: number; missing: number; lastDueAt: Instant | null }>(
    sql,
    `
      SELECT count("codeMadeAt")::int AS "made",
        count(*) FILTER (WHERE "codeMadeAt" IS NULL AND "status" = ${STATUS.pending})::int AS "missing",
        max("dueAt") FILTER (WHERE "status" = ${STATUS.pending}) AS "lastDueAt"
      FROM "CampaignRecipient"
      WHERE "campaignId" = $1`,
    [campaignId],
  );
  return row ?? { made: 0, missing: 0, lastDueAt: null };
}
