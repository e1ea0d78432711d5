import { query, type Sql } from "#shell/db/sql.server.ts";

/** What is kept about a person: each section with its rows, all columns but the shop. */
const sections = {
  customer: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "Customer" t WHERE t."id" = ANY($1::uuid[])`,
  addresses: `
    SELECT s."id"::text AS "key", to_jsonb(s) || jsonb_build_object('origin', t."origin") AS "row"
    FROM "CustomerAddress" t
    JOIN "Subscriber" s ON s."id" = t."subscriberId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  consents: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "ConsentEvent" t WHERE t."customerId" = ANY($1::uuid[])`,
  texts: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "Message" t WHERE t."customerId" = ANY($1::uuid[])`,
  files: `
    SELECT t."messageId" || ' ' || t."position" AS "key", to_jsonb(t) AS "row"
    FROM "MessageMedia" t
    JOIN "Message" m ON m."id" = t."messageId"
    WHERE m."customerId" = ANY($1::uuid[])`,
  clicks: `
    SELECT t."code" AS "key", to_jsonb(t) || jsonb_build_object('log', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('at', k."at", 'agent', k."agent", 'signs', k."signs") ORDER BY k."at"), '[]')
      FROM "LinkClick" k
      WHERE k."code" = t."code"
    )) AS "row"
    FROM "ShortLink" t
    WHERE t."customerId" = ANY($1::uuid[])`,
  orders: `SELECT t."orderId" AS "key", to_jsonb(t) AS "row" FROM "StoreOrder" t WHERE t."customerId" = ANY($1::uuid[])`,
  runs: `
    SELECT t."id"::text AS "key", to_jsonb(t) || jsonb_build_object('automation', a."name") AS "row"
    FROM "AutomationSequence" t
    JOIN "Automation" a ON a."id" = t."automationId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  decisions: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "AutomationLog" t WHERE t."customerId" = ANY($1::uuid[])`,
  campaigns: `
    SELECT t."id"::text AS "key", to_jsonb(t) || jsonb_build_object('campaign', c."name") AS "row"
    FROM "CampaignRecipient" t
    JOIN "Campaign" c ON c."id" = t."campaignId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  tests: `
    SELECT concat_ws(' ', t."automationId", t."stepId", t."customerId") AS "key",
      to_jsonb(t) || jsonb_build_object('automation', a."name") AS "row"
    FROM "SplitEntry" t
    JOIN "Automation" a ON a."id" = t."automationId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  holdouts: `
    SELECT concat_ws(' ', t."periodId", t."customerId") AS "key", to_jsonb(t) AS "row"
    FROM "HoldoutMember" t
    WHERE t."customerId" = ANY($1::uuid[])`,
  interests: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "ProductInterest" t WHERE t."customerId" = ANY($1::uuid[])`,
  segments: `
    SELECT g."id"::text AS "key", jsonb_build_object('segment', g."name") AS "row"
    FROM "SegmentMember" t
    JOIN "Segment" g ON g."id" = t."segmentId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  lists: `
    SELECT t."importId" || ' ' || t."number" AS "key", to_jsonb(t) || jsonb_build_object('list', i."fileName") AS "row"
    FROM "ContactImportRow" t
    JOIN "ContactImport" i ON i."id" = t."importId"
    WHERE t."customerId" = ANY($1::uuid[])`,
  notes: `
    SELECT t."id"::text AS "key", to_jsonb(t) AS "row"
    FROM "ConversationNote" t
    JOIN "Conversation" v ON v."id" = t."conversationId"
    WHERE v."customerId" = ANY($1::uuid[])`,
  tasks: `SELECT t."id"::text AS "key", to_jsonb(t) AS "row" FROM "Task" t WHERE t."customerId" = ANY($1::uuid[])`,
  events: `
    SELECT t."id"::text AS "key", jsonb_build_object('topic', t."topic", 'triggeredAt', t."triggeredAt") AS "row", t."payload"
    FROM "StoreEvent" t
    WHERE t."customerId" = ANY($1::uuid[])`,
} as const;
export type PersonalDataSection = keyof typeof sections;
export const personalDataSections = Object.keys(sections) as PersonalDataSection[];

export interface PersonalDataRow extends Record<string, unknown> {
  /** Unique within its section. */
  key: string;
  row: Record<string, unknown>;
  /** The deflated body of a webhook. */
  payload?: Buffer | null;
}

/** One page of a section, by key. @param customerIds all that the shop keeps the person as */
export const readPersonalData = (
  sql: Sql,
  section: PersonalDataSection,
  customerIds: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<PersonalDataRow[]> =>
  query(
    sql,
    `SELECT d.* FROM (${sections[section]}) d WHERE ($2::text IS NULL OR d."key" > $2) ORDER BY d."key" LIMIT $3`,
    [customerIds, after, limit],
  );
