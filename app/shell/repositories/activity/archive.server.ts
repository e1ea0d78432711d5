import { query, type Sql } from "#shell/db/sql.server.ts";
import { SUPPRESSED } from "../consent/subscriber-columns.ts";

/** Columns that mean nothing outside of this installation, or are no one's to take. */
const INTERNAL = new Set(["shopId", "addressHash", "leaseUntil", "fence", "nextLookAt", "jobId", "senderId"]);
const withoutInternal = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !INTERNAL.has(column)));

/** SQL: a table's rows as JSON, in the order of its columns. @param more columns beside its own */
const rowsOf = (from: string, where: string, more = ""): string => `
  SELECT x."id", row_to_json(x) AS "row"
  FROM (SELECT t.*${more} FROM ${from} WHERE t."shopId" = $1 ${where}) x`;

/** Tables of an archive, each with its rows of a shop; in the order of their ids. */
const tables = {
  subscribers: rowsOf(
    `"Subscriber" s JOIN "Subscriber" t USING ("id")`,
    `AND t."address" IS NOT NULL`,
    `, ${SUPPRESSED} AS "stopped"`,
  ),
  "consent-proofs": rowsOf(`"ConsentEvent" t`, ""),
  customers: rowsOf(`"Customer" t`, `AND t."erasedAt" IS NULL`),
  "segment-members": `
    SELECT t."customerId" AS "id", json_build_object('customerId', t."customerId", 'phone', max(c."phone"),
      'segments', json_agg(g."name" ORDER BY g."name")) AS "row"
    FROM "SegmentMember" t
    JOIN "Segment" g ON g."id" = t."segmentId"
    JOIN "Customer" c ON c."id" = t."customerId"
    WHERE t."shopId" = $1
    GROUP BY t."customerId"`,
  "campaign-recipients": rowsOf(
    `"CampaignRecipient" t JOIN "Campaign" c ON c."id" = t."campaignId"`,
    "",
    `, c."name" AS "campaign"`,
  ),
  messages: rowsOf(`"Message" t`, ""),
  tasks: rowsOf(`"Task" t`, ""),
  notes: rowsOf(`"ConversationNote" t JOIN "Conversation" v ON v."id" = t."conversationId"`, "", `, v."phone"`),
  history: rowsOf(`"AuditEvent" t`, ""),
} as const;
export type ArchiveTable = keyof typeof tables;
export const archiveTables = Object.keys(tables) as ArchiveTable[];

interface ArchivedRow extends Record<string, unknown> {
  id: string;
  row: Record<string, unknown>;
}

/** One page of a table, by id. */
export const readArchiveRows = async (
  sql: Sql,
  table: ArchiveTable,
  shopId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<ArchivedRow[]> => {
  const rows = await query<ArchivedRow>(
    sql,
    `
      SELECT d."id", d."row"
      FROM (${tables[table]}) d
      WHERE ($2::uuid IS NULL OR d."id" > $2)
      ORDER BY d."id" LIMIT $3`,
    [shopId, after, limit],
  );
  return rows.map(({ id, row }) => ({ id, row: withoutInternal(row) }));
};

/** All segments or campaigns of a shop: they are few. */
export async function readArchiveList(
  sql: Sql,
  table: "Segment" | "Campaign",
  shopId: string,
): Promise<Record<string, unknown>[]> {
  const rows = await query<{ row: Record<string, unknown> }>(
    sql,
    `SELECT row_to_json(t) AS "row" FROM "${table}" t WHERE t."shopId" = $1 ORDER BY t."createdAt", t."id"`,
    [shopId],
  );
  return rows.map(({ row }) => withoutInternal(row));
}

/** The drafts and published definitions of a shop's automations, without those of campaigns. */
export const readArchiveAutomations = (
  sql: Sql,
  shopId: string,
): Promise<{ id: string; name: string; status: string; draft: unknown; published: unknown; tags: string[] }[]> =>
  query(
    sql,
    `
      SELECT t."id", t."name", t."status", t."draft", t."tags", v."definition" AS "published"
      FROM "Automation" t
        LEFT JOIN "AutomationVersion" v ON v."id" = t."currentVersionId"
      WHERE t."shopId" = $1 AND NOT t."campaign" AND NOT t."internal"
      ORDER BY t."createdAt", t."id"`,
    [shopId],
  );
