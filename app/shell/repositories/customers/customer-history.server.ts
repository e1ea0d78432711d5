import type {
  AttemptOutcome,
  AutomationStatus,
  Channel,
  ConsentState,
  CreditType,
  LogStatus,
  MessageStatus,
  SequenceStatus,
  StoreEventStatus,
} from "#core/statuses.ts";
import type { AddressOrigin } from "#core/customers/addresses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { optOutScopeOf } from "../consent/subscriber-columns.ts";
import { mediaTypesOf } from "../inbox/media.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface HistoryCustomerRow extends Record<string, unknown> {
  id: string;
  shopifyId: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  /** Where the number stood for the customer; null since when they replaced it. */
  origin: AddressOrigin;
  formerSince: Instant | null;
  erasedAt: Instant | null;
  createdAt: Instant;
  segments: string[];
}

/** Customers of a shop who have or had this number, also as the receiver of a parcel, including erased ones. */
export const customersByPhone = (sql: Sql, shopId: string, addressHash: string): Promise<HistoryCustomerRow[]> =>
  query(
    sql,
    `
      SELECT DISTINCT ON (c."createdAt", c."id") c."id", c."shopifyId", c."phone", c."firstName", c."lastName",
        n."origin", n."formerSince", c."erasedAt", c."createdAt",
        array(
          SELECT g."name"
          FROM "SegmentMember" i
          JOIN "Segment" g ON g."id" = i."segmentId"
          WHERE i."customerId" = c."id"
          ORDER BY g."name"
        ) AS "segments"
      FROM "Subscriber" b
      JOIN "CustomerAddress" n ON n."subscriberId" = b."id"
      JOIN "Customer" c ON c."id" = n."customerId"
      WHERE b."addressHash" = $2 AND b."shopId" = $1 AND b."channel" = 'sms'
      ORDER BY c."createdAt", c."id"`,
    [shopId, addressHash],
  );

export interface SuppressionRow extends Record<string, unknown> {
  reason: string;
  createdAt: Instant;
  liftedAt: Instant | null;
}

/** The suppression of a number: its own STOP to the sender, else the opt-out of the shop. */
export async function suppressionOf(sql: Sql, shopId: string, addressHash: string): Promise<SuppressionRow | null> {
  const rows = await query<SuppressionRow>(
    sql,
    `
      SELECT "reason", "createdAt", "liftedAt"
      FROM "Suppression"
      WHERE "sender" = ${optOutScopeOf("$1::uuid")} AND "addressHash" = $2
      UNION ALL
      SELECT "suppressedBy", "suppressedAt", NULL
      FROM "Subscriber"
      WHERE "shopId" = $1 AND "addressHash" = $2 AND "suppressedAt" IS NOT NULL`,
    [shopId, addressHash],
  );
  return rows.find(({ liftedAt }) => liftedAt === null) ?? rows[0] ?? null;
}

export interface ConsentRow extends Record<string, unknown> {
  id: string;
  customerId: string | null;
  channel: Channel;
  address: string | null;
  addressHash: string | null;
  state: ConsentState;
  previous: ConsentState;
  optInLevel: string | null;
  source: string;
  words: string | null;
  wordsVersion: string | null;
  page: string | null;
  ip: string | null;
  userAgent: string | null;
  timezone: string | null;
  messageId: string | null;
  messageIds: string[];
  occurredAt: Instant;
  createdAt: Instant;
}

/** Consent events of addresses. */
export const consentsOf = (sql: Sql, shopId: string, addressHashes: readonly string[]): Promise<ConsentRow[]> =>
  query(
    sql,
    `
      SELECT "id", "customerId", "channel", "address", "addressHash", "state", "previous", "optInLevel", "source",
        "words", "wordsVersion", "page", "ip", "userAgent", "timezone", "messageId", "messageIds", "occurredAt",
        "createdAt"
      FROM "ConsentEvent"
      WHERE "shopId" = $1 AND "addressHash" = ANY($2)
      ORDER BY "occurredAt", "id"`,
    [shopId, addressHashes],
  );

export interface HistoryEventRow extends Record<string, unknown> {
  id: string;
  customerId: string;
  topic: string;
  status: StoreEventStatus;
  reason: string | null;
  subject: string | null;
  recognised: string[];
  triggeredAt: Instant;
  receivedAt: Instant;
  /** Shopify sent it as a test. */
  test: boolean;
  payload: Buffer | null;
}

/** The newest events of these customers. */
export const eventsOf = (sql: Sql, ids: readonly string[], limit: number): Promise<HistoryEventRow[]> =>
  query(
    sql,
    `
      SELECT "id", "customerId", "topic", "status", "reason", "subject", "recognised", "triggeredAt", "receivedAt",
        "test", "payload"
      FROM "StoreEvent"
      WHERE "customerId" = ANY($1::uuid[])
      UNION ALL
      SELECT e."id", o."customerId", e."topic", e."status", e."reason", e."subject", e."recognised", e."triggeredAt",
        e."receivedAt", e."test", e."payload"
      FROM "StoreOrder" o
        JOIN "StoreEvent" e ON e."shopId" = o."shopId"
          AND e."relatedSubject" = 'order:' || o."orderId"
          AND e."customerId" IS NULL
          AND e."reason" = 'order_unknown'
      WHERE o."customerId" = ANY($1::uuid[])
      ORDER BY "triggeredAt" DESC, "id" DESC LIMIT $2`,
    [ids, limit],
  );

/** The newest events about an order. @param order its name, such as "#1042", or Shopify's id */
export const eventsAboutOrder = (sql: Sql, shopId: string, order: string, limit: number): Promise<HistoryEventRow[]> =>
  query(
    sql,
    `
      WITH named AS (
        SELECT coalesce(nullif(e."relatedSubject", ''), e."subject") AS "subject"
        FROM "StoreEvent" e
        WHERE e."shopId" = $1 AND e."subjectName" IN ($2, '#' || $2)
        UNION
        SELECT e."subject"
        FROM "StoreEvent" e
        WHERE e."shopId" = $1 AND e."subjectName" IN ($2, '#' || $2)
        UNION
        SELECT 'order:' || $2
      )
      SELECT e."id", e."customerId", e."topic", e."status", e."reason", e."subject", e."recognised", e."triggeredAt",
        e."receivedAt", e."test", e."payload"
      FROM "StoreEvent" e
      WHERE e."shopId" = $1
        AND (
          e."subject" IN (SELECT n."subject" FROM named n WHERE n."subject" LIKE 'order:%')
          OR e."relatedSubject" IN (SELECT n."subject" FROM named n WHERE n."subject" LIKE 'order:%')
        )
      ORDER BY e."triggeredAt" DESC, e."id" DESC LIMIT $3`,
    [shopId, order, limit],
  );

export interface HistoryLogRow extends Record<string, unknown> {
  id: string;
  customerId: string;
  automationId: string | null;
  automationName: string | null;
  trigger: string | null;
  version: number | null;
  sequenceId: string | null;
  storeEventId: string | null;
  stepId: string | null;
  action: string;
  status: LogStatus;
  reason: string | null;
  explanation: unknown;
  messageId: string | null;
  credits: number;
  createdAt: Instant;
}

/** The newest decisions about these customers. */
export const logsOf = (sql: Sql, ids: readonly string[], limit: number): Promise<HistoryLogRow[]> =>
  query(
    sql,
    `
      SELECT l."id", l."customerId", l."automationId", a."name" AS "automationName", a."trigger", v."version",
        l."sequenceId", l."storeEventId", l."stepId", l."action", l."status", l."reason", l."explanation",
        l."messageId", l."credits", l."createdAt"
      FROM "AutomationLog" l
      LEFT JOIN "Automation" a ON a."id" = l."automationId"
      LEFT JOIN "AutomationSequence" q ON q."id" = l."sequenceId"
      LEFT JOIN "AutomationVersion" v ON v."id" = q."versionId"
      WHERE l."customerId" = ANY($1::uuid[])
      ORDER BY l."createdAt" DESC, l."id" DESC LIMIT $2`,
    [ids, limit],
  );

export interface TextRow extends Record<string, unknown> {
  id: string;
  customerId: string | null;
  direction: "outbound" | "inbound";
  channel: "sms" | "email";
  to: string;
  from: string | null;
  body: string;
  segments: number;
  status: MessageStatus;
  providerStatus: string | null;
  providerId: string | null;
  errorCode: string | null;
  credits: number;
  createdAt: Instant;
  updatedAt: Instant;
  /** Inbound: what it was read as, and by which rule; null for a text from before this was kept. */
  meaning: string | null;
  meaningRule: string | null;
  answer: string | null;
  answeredBy: "shopbell" | "twilio" | null;
  /** MIME types of the files that came with it. */
  media: string[] | null;
  automationName: string | null;
}

/** The newest messages of these customers, and messages with the number that have no customer. */
export const messagesOf = (
  sql: Sql,
  shopId: string,
  ids: readonly string[],
  phone: string,
  limit: number,
): Promise<TextRow[]> =>
  query(
    sql,
    `
      SELECT m."id", m."customerId", m."direction", m."channel", m."to", m."from", m."body", m."segments", m."status",
        m."providerStatus", m."providerId", m."errorCode", m."credits", m."createdAt", m."updatedAt", m."meaning", m."meaningRule", m."answer", m."answeredBy",
        ${mediaTypesOf('m."id"')} AS "media", a."name" AS "automationName"
      FROM "Message" m
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      WHERE m."id" IN (
        SELECT "id"
        FROM "Message"
        WHERE "customerId" = ANY($2::uuid[])
        UNION
        SELECT "id"
        FROM "Message"
        WHERE "to" = $3 AND "shopId" = $1
        UNION
        SELECT "id"
        FROM "Message"
        WHERE "shopId" = $1 AND "direction" = 'inbound' AND "from" = $3
      )
      ORDER BY m."createdAt" DESC, m."id" DESC LIMIT $4`,
    [shopId, ids, phone, limit],
  );

export interface AttemptRow extends Record<string, unknown> {
  messageId: string;
  outcome: AttemptOutcome;
  detail: string | null;
  startedAt: Instant;
  endedAt: Instant | null;
  nextLookAt: Instant | null;
  looks: number;
  cleanLooks: number;
}

export const attemptsOf = (sql: Sql, messageIds: readonly string[]): Promise<AttemptRow[]> =>
  query(
    sql,
    `
      SELECT "messageId", "outcome", "detail", "startedAt", "endedAt", "nextLookAt", "looks", "cleanLooks"
      FROM "MessageAttempt"
      WHERE "messageId" = ANY($1::uuid[])
      ORDER BY "startedAt", "id"`,
    [messageIds],
  );

export interface MovementRow extends Record<string, unknown> {
  messageId: string;
  type: CreditType;
  amount: number;
  reserved: number;
  note: string | null;
  createdAt: Instant;
}

export const movementsOf = (sql: Sql, messageIds: readonly string[]): Promise<MovementRow[]> =>
  query(
    sql,
    `
      SELECT "messageId", "type", "amount", "reserved", "note", "createdAt"
      FROM "CreditEntry"
      WHERE "messageId" = ANY($1::uuid[])
      ORDER BY "shopId", "seq"`,
    [messageIds],
  );

export interface HistorySequenceRow extends Record<string, unknown> {
  id: string;
  customerId: string;
  automationName: string;
  status: SequenceStatus;
  endReason: string | null;
  startedAt: Instant;
  completedAt: Instant | null;
  /** The step at which it waits. */
  stepId: string | null;
  dueAt: Instant | null;
  held: boolean | null;
  error: string | null;
  deferral: { reason: string } | null;
}

/** Sequences of these customers, each with its waiting step. */
export const sequencesOf = (sql: Sql, shopId: string, ids: readonly string[]): Promise<HistorySequenceRow[]> =>
  query(
    sql,
    `
      SELECT q."id", q."customerId", a."name" AS "automationName", q."status", q."endReason", q."startedAt",
        q."completedAt", w."stepId", w."dueAt", w."held", w."error", w."deferral"
      FROM "AutomationSequence" q
      JOIN "Automation" a ON a."id" = q."automationId"
      LEFT JOIN LATERAL (
        SELECT *
        FROM "ScheduledAutomation" s
        WHERE s."sequenceId" = q."id" AND s."status" = ${STATUS.scheduled}
        LIMIT 1
      ) w ON true
      WHERE q."shopId" = $1 AND q."customerId" = ANY($2::uuid[])
      ORDER BY q."startedAt", q."id"`,
    [shopId, ids],
  );

export interface HistoryTaskRow extends Record<string, unknown> {
  customerId: string;
  title: string;
  status: string;
  dueAt: Instant | null;
  createdAt: Instant;
}
export const tasksOf = (sql: Sql, ids: readonly string[]): Promise<HistoryTaskRow[]> =>
  query(
    sql,
    `
      SELECT "customerId", "title", "status"::text, "dueAt", "createdAt"
      FROM "Task"
      WHERE "customerId" = ANY($1::uuid[])
      ORDER BY "createdAt"`,
    [ids],
  );

export interface LinkRow extends Record<string, unknown> {
  customerId: string;
  code: string;
  target: string;
  clicks: number;
  machineClicks: number;
  lastClickAt: Instant | null;
  createdAt: Instant;
}
export const linksOf = (sql: Sql, ids: readonly string[]): Promise<LinkRow[]> =>
  query(
    sql,
    `
      SELECT "customerId", "code", "target", "clicks", "machineClicks", "lastClickAt", "createdAt"
      FROM "ShortLink"
      WHERE "customerId" = ANY($1::uuid[]) AND NOT "optsOut"
      ORDER BY "createdAt"`,
    [ids],
  );

export interface ListeningRow extends Record<string, unknown> {
  id: string;
  name: string;
  status: AutomationStatus;
  trigger: string;
  /** When the automation was first published. */
  publishedAt: Instant;
  definition: unknown;
}

/** Automations that events are matched against. */
export const listeningOf = (sql: Sql, shopId: string): Promise<ListeningRow[]> =>
  query(
    sql,
    `
      SELECT a."id", a."name", a."status", a."trigger",
        (SELECT min(e."createdAt") FROM "AutomationVersion" e WHERE e."automationId" = a."id") AS "publishedAt",
        v."definition"
      FROM "Automation" a
      JOIN "AutomationVersion" v ON v."id" = a."currentVersionId"
      WHERE a."shopId" = $1 AND NOT a."internal" AND NOT a."campaign" AND a."status" IN (${STATUS.active}, ${STATUS.paused})
      ORDER BY a."createdAt", a."id"`,
    [shopId],
  );

/** Ids of automations with a decision about these customers. */
export async function consideredBy(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ automationId: string }>(
    sql,
    `
      SELECT DISTINCT "automationId"
      FROM "AutomationLog"
      WHERE "customerId" = ANY($1::uuid[]) AND "automationId" IS NOT NULL`,
    [ids],
  );
  return new Set(rows.map(({ automationId }) => automationId));
}
