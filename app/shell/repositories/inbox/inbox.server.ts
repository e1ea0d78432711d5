import { manualAutomation } from "#core/automations/manual-automation.ts";
import {
  countedTabs,
  tabConditions,
  type ConversationCondition,
  type InboxCounts,
  type InboxTab,
} from "#core/inbox/inbox-tabs.ts";
import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { ownId } from "#shell/db/own-id.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { mediaTypesOf } from "./media.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A conversation and its customer. */
export interface ConversationRow extends Record<string, unknown> {
  id: string;
  /** E.164. */
  phone: string;
  unread: number;
  lastInboundAt: Instant;
  customerId: string | null;
  name: string;
  /** The reply that may mean STOP. */
  heldBy: string | null;
  /** Null while it is open. */
  closedAt: Instant | null;
  /** Shopify's id and name of the staff member it is assigned to. */
  assigneeId: string | null;
  assignee: string | null;
}

// The customer who has the number now, else the one who had it when the text arrived.
const CUSTOMER_JOIN = `
  LEFT JOIN "Subscriber" b ON b."shopId" = v."shopId" AND b."channel" = 'sms' AND b."address" = v."phone"
  LEFT JOIN LATERAL (SELECT c."id", c."firstName", c."lastName"
    FROM "Customer" c
    LEFT JOIN "CustomerAddress" n ON n."customerId" = c."id" AND n."subscriberId" = b."id" AND n."origin" <> 'delivery'
    WHERE c."shopId" = v."shopId" AND c."erasedAt" IS NULL AND (n."customerId" IS NOT NULL OR c."id" = v."customerId")
    ORDER BY n."customerId" IS NULL, n."formerSince" IS NOT NULL, c."shopifyId" IS NULL, c."id" DESC LIMIT 1) c
    ON true
  LEFT JOIN "Staff" s ON s."id" = v."assigneeId"`;
const columns = `
  v."id", v."phone", v."unread", v."lastInboundAt", v."closedAt", c."id" AS "customerId",
  trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')) AS "name",
  b."heldByMessageId" AS "heldBy", s."userId" AS "assigneeId", s."name" AS "assignee"`;

export interface ConversationQuery {
  shopId: string;
  tab: InboxTab;
  /** Shopify's id of the staff member who asks. */
  userId: string;
  /** Only these numbers; null for all. */
  phones: readonly string[] | null;
  /** Keyset cursor. */
  cursor: { at: Instant; id: string } | null;
  order: "newest" | "oldest";
  limit: number;
}

/** A conversation with its last texts. */
export interface ConversationLine extends ConversationRow {
  /** The last inbound text, and the answer since. */
  wrote: string | null;
  /** MIME types of the files that came with it. */
  wroteMedia: string[] | null;
  answered: string | null;
}

/** SQL of each condition; a tab's query also takes the user's id. */
const conditions: Record<ConversationCondition, (userId: string) => string> = {
  open: () => `v."closedAt" IS NULL`,
  closed: () => `v."closedAt" IS NOT NULL`,
  mine: (userId) => `v."assigneeId" = (SELECT "id" FROM "Staff" WHERE "shopId" = $1 AND "userId" = ${userId})`,
  unassigned: () => `v."assigneeId" IS NULL`,
  unread: () => `v."unread" > 0`,
  held: () => `v."phone" IN (SELECT "address" FROM "Subscriber" WHERE "shopId" = $1 AND "marketingHeldAt" IS NOT NULL)`,
};
const whereOf = (tab: InboxTab, userId: string): string =>
  tabConditions[tab].map((condition) => conditions[condition](userId)).join(" AND ");

/** One page of a shop's conversations, by the last inbound text. */
export function listConversations(
  sql: Sql,
  { shopId, tab, userId, phones, cursor, order, limit }: ConversationQuery,
): Promise<ConversationLine[]> {
  const [comparison, sort] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  return query(
    sql,
    `
      SELECT ${columns}, i."body" AS "wrote", i."media" AS "wroteMedia", o."body" AS "answered"
      FROM (
        SELECT *
        FROM "Conversation" v
        WHERE v."shopId" = $1
          AND ${whereOf(tab, "$6")} AND $6::text IS NOT NULL
          AND ($2::text[] IS NULL OR v."phone" = ANY($2))
          AND ($3::timestamptz IS NULL OR (v."lastInboundAt", v."id") ${comparison} ($3, $4::uuid))
        ORDER BY v."lastInboundAt" ${sort}, v."id" ${sort} LIMIT $5
      ) v ${CUSTOMER_JOIN}
      LEFT JOIN LATERAL (
        SELECT m."body", ${mediaTypesOf('m."id"')} AS "media"
        FROM "Message" m
        WHERE m."shopId" = v."shopId" AND m."direction" = 'inbound' AND m."from" = v."phone"
        ORDER BY m."createdAt" DESC LIMIT 1
      ) i ON true
      LEFT JOIN LATERAL (
        SELECT m."body"
        FROM "Message" m
        JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
        JOIN "Automation" a ON a."id" = q."automationId" AND a."internal"
        WHERE m."to" = v."phone" AND m."shopId" = v."shopId" AND m."createdAt" >= v."lastInboundAt"
        ORDER BY m."createdAt" DESC LIMIT 1
      ) o ON true
      ORDER BY v."lastInboundAt" ${sort}, v."id" ${sort}`,
    [shopId, phones, cursor?.at ?? null, cursor?.id ?? null, limit, userId],
  );
}

/** The largest number that a tab counts to, so that a count stays quick in a full inbox. */
const MAX_COUNT = 1_000;

/** Numbers of conversations by tab, each at most 1,000. */
export async function countTabs(sql: Sql, shopId: string, userId: string): Promise<InboxCounts> {
  const counts = countedTabs.map(
    (tab) => `
      (
        SELECT count(*)::int
        FROM (SELECT 1 FROM "Conversation" v WHERE v."shopId" = $1 AND ${whereOf(tab, "$2")} LIMIT ${MAX_COUNT}) v
      ) AS "${tab}"`,
  );
  const [row] = await query<InboxCounts & Record<string, unknown>>(sql, `SELECT ${counts.join(", ")}`, [
    shopId,
    userId,
  ]);
  return row ?? { open: 0, unread: 0, mine: 0, unassigned: 0, held: 0 };
}

export async function findConversation(sql: Sql, shopId: string, id: string): Promise<ConversationRow | null> {
  const [row] = await query<ConversationRow>(
    sql,
    `SELECT ${columns} FROM "Conversation" v ${CUSTOMER_JOIN} WHERE v."shopId" = $1 AND v."id" = $2`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** The conversation of a number, else of a customer. */
export async function findConversationOf(
  sql: Sql,
  shopId: string,
  phone: string | null,
  customerId: string,
): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `
      SELECT "id"
      FROM "Conversation"
      WHERE "shopId" = $1 AND ("phone" = $2 OR "customerId" = $3)
      ORDER BY "phone" = $2 DESC NULLS LAST, "lastInboundAt" DESC LIMIT 1`,
    [shopId, phone, customerId],
  );
  return row?.id ?? null;
}

/** A text of a conversation, a manual text without a message, or a note of staff. */
export interface ThreadRow extends Record<string, unknown> {
  id: string;
  at: Instant;
  /** Null for a note. */
  direction: "inbound" | "outbound" | null;
  body: string;
  /** MIME types of the files that came with it. */
  media: string[] | null;
  /** The answer that a keyword got at once, and who gave it. */
  answer: string | null;
  answeredBy: "shopbell" | "twilio" | null;
  /** Null if no message was created. */
  status: MessageStatus | null;
  errorCode: string | null;
  segments: number;
  credits: number;
  automationId: string | null;
  automation: string | null;
  automationKey: string | null;
  /** Sent manually, by an internal automation. */
  byHand: boolean;
  /** Author: "staff:<Shopify's id>", and their name. */
  actor: string | null;
  actorName: string | null;
  logId: string | null;
  reason: string | null;
  /** Next due time. */
  dueAt: Instant | null;
}

const OF_MESSAGE =
  'm."id", m."createdAt" AS "at", m."direction", m."body", m."status", m."errorCode", m."segments", ' +
  'm."credits", m."sequenceId", m."id" AS "messageId", NULL AS "author"';

/**
 * One page of the texts between a shop and a number, including manual texts that wait or were skipped, and of the notes
 * of the conversation.
 */
export function listThread(
  sql: Sql,
  {
    shopId,
    conversationId,
    phone,
    cursor,
    order,
    limit,
  }: { shopId: string; conversationId: string; phone: string } & Pick<ConversationQuery, "cursor" | "order" | "limit">,
): Promise<ThreadRow[]> {
  const [comparison, sort] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  const part = (from: string, at: string, id: string) =>
    `
      (
        ${from} AND ($3::timestamptz IS NULL OR (${at}, ${id}) ${comparison} ($3, $4::uuid))
        ORDER BY ${at} ${sort}, ${id} ${sort} LIMIT $5
      )`;
  const texts = (direction: "inbound" | "outbound", column: "from" | "to") =>
    part(
      `
        SELECT ${OF_MESSAGE}
        FROM "Message" m
        WHERE m."shopId" = $1 AND m."direction" = '${direction}' AND m."channel" = 'sms' AND m."${column}" = $2`,
      `m."createdAt"`,
      `m."id"`,
    );
  const manualTexts = part(
    `
      SELECT q."id", q."startedAt", 'outbound'::"Direction", q."facts"->'manual'->>'words', NULL::"MessageStatus", NULL,
        0, 0, q."id", NULL::uuid, NULL
      FROM "Automation" a
      JOIN "AutomationSequence" q ON q."automationId" = a."id"
      JOIN "Customer" c ON c."id" = q."customerId"
      WHERE a."shopId" = $1 AND a."internal" AND c."shopId" = $1 AND c."phone" = $2 AND q."facts" ? 'manual'
        AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."sequenceId" = q."id")`,
    `q."startedAt"`,
    `q."id"`,
  );
  const notes = part(
    `
      SELECT k."id", k."createdAt", NULL::"Direction", k."body", NULL::"MessageStatus", NULL, 0, 0, NULL::uuid,
        NULL::uuid, k."author"
      FROM "ConversationNote" k
      WHERE k."shopId" = $1 AND k."conversationId" = $6`,
    `k."createdAt"`,
    `k."id"`,
  );
  return query(
    sql,
    `
      WITH told AS (
        ${texts("inbound", "from")}
        UNION ALL
        ${texts("outbound", "to")}
        UNION ALL
        ${manualTexts}
        UNION ALL
        ${notes}
        ORDER BY 2 ${sort}, 1 ${sort} LIMIT $5
      )
      SELECT t.*, n."answer", n."answeredBy",
        CASE WHEN t."direction" = 'inbound' THEN ${mediaTypesOf('t."messageId"')}
          END AS "media", a."id" AS "automationId", a."name" AS "automation", a."libraryKey" AS "automationKey",
        coalesce(a."internal" AND a."libraryKey" <> '${manualAutomation.flow.key}', false) AS "byHand", coalesce(t."author", q."facts"->'manual'->>'by') AS "actor", f."name" AS "actorName",
        l."id" AS "logId", l."reason", w."dueAt"
      FROM told t
      LEFT JOIN "Message" n ON n."id" = t."messageId" AND t."direction" = 'inbound'
      LEFT JOIN "AutomationSequence" q ON q."id" = t."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      LEFT JOIN "Staff" f ON f."shopId" = $1 AND 'staff:' || f."userId" = coalesce(t."author", q."facts"->'manual'->>'by')
      LEFT JOIN LATERAL (
        SELECT l."id", l."reason"
        FROM "AutomationLog" l
        WHERE (l."messageId" = t."messageId" OR t."messageId" IS NULL AND l."sequenceId" = t."sequenceId")
          AND l."action" <> 'enter'
        ORDER BY l."createdAt" DESC LIMIT 1
      ) l ON true
      LEFT JOIN LATERAL (
        SELECT s."dueAt"
        FROM "ScheduledAutomation" s
        WHERE s."sequenceId" = t."sequenceId" AND s."status" = ${STATUS.scheduled} AND t."messageId" IS NULL
        LIMIT 1
      ) w ON true
      ORDER BY t."at" ${sort}, t."id" ${sort}`,
    [shopId, phone, cursor?.at ?? null, cursor?.id ?? null, limit, conversationId],
  );
}

/** Number of conversations with unread texts. */
export async function countUnreadOf(sql: Sql, shopId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS "count" FROM "Conversation" WHERE "shopId" = $1 AND "unread" > 0`,
    [shopId],
  );
  return row?.count ?? 0;
}

/** Number of numbers to which a reply holds marketing. */
export async function countHeldOf(sql: Sql, shopId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `
      SELECT count(*)::int AS "count"
      FROM "Subscriber"
      WHERE "shopId" = $1 AND "marketingHeldAt" IS NOT NULL AND "address" IS NOT NULL`,
    [shopId],
  );
  return row?.count ?? 0;
}
