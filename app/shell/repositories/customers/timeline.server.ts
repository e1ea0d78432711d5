import { manualAutomation } from "#core/automations/manual-automation.ts";
import { actions } from "#core/actions/index.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";
import type { ConsentState, LogStatus, MessageStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { mediaTypesOf } from "../inbox/media.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export type TimelineRow = {
  id: string;
  at: Instant;
  what: "consent" | "message" | "decision" | "ending" | "order" | "wait";
} & Record<string, unknown>;

export interface TimelineQuery {
  shopId: string;
  customerId: string;
  /** E.164; finds texts from before the number was linked to the customer. */
  phone: string | null;
  kind: TimelineKind | null;
  /** Routine steps, too. */
  routine: boolean;
  cursor: { at: Instant; id: string } | null;
  order: "newest" | "oldest";
  limit: number;
}

interface Source {
  kind: TimelineKind;
  what: TimelineRow["what"];
  from: string;
  at: string;
  /** By default the row's own id. */
  id?: string;
  /** Read only when routine steps are shown. */
  isRoutine?: true;
}

// The message represents the decision that created it; skipped and failed decisions appear themselves.
const WITHHELD = `t."status" IN (${STATUS.skipped}, ${STATUS.failed}) AND t."action" <> 'exit'`;
// The message represents a manual text's internal automation.
const OF_MERCHANT = `NOT EXISTS (SELECT 1 FROM "Automation" o WHERE o."id" = t."automationId" AND o."internal")`;
const DONE = `
  "AutomationLog" t WHERE t."customerId" = $1 AND t."messageId" IS NULL AND NOT (${WITHHELD}) AND ${OF_MERCHANT}`;
/**
 * The log actions that a timeline always shows: a customer enters, waits, gets a message, leaves. The others that are
 * done, such as a branch or a tag, are routine steps.
 */
const notableActions: readonly string[] = [
  "enter",
  "exit",
  ...actions.filter((action) => action.family === "messages" || "dueAt" in action).map(({ type }) => type),
];
const NOTABLE = `t."action" IN (${notableActions.map((action) => `'${action}'`).join(", ")})`;
/** Orders have no UUID; the page's cursor needs one. */
const ORDER_ID = `md5(t."orderId")::uuid`;
const SOURCES: readonly Source[] = [
  { kind: "consents", what: "consent", from: `"ConsentEvent" t WHERE t."customerId" = $1`, at: `t."occurredAt"` },
  { kind: "texts", what: "message", from: `"Message" t WHERE t."customerId" = $1`, at: `t."createdAt"` },
  {
    kind: "texts",
    what: "message",
    from: `"Message" t WHERE t."shopId" = $2 AND t."direction" = 'inbound' AND t."from" = $3 AND t."customerId" IS NULL`,
    at: `t."createdAt"`,
  },
  {
    kind: "orders",
    what: "order",
    from: `"StoreOrder" t WHERE t."shopId" = $2 AND t."customerId" = $1`,
    at: `t."placedAt"`,
    id: ORDER_ID,
  },
  { kind: "sequences", what: "decision", from: `${DONE} AND ${NOTABLE}`, at: `t."createdAt"` },
  { kind: "sequences", what: "decision", from: `${DONE} AND NOT ${NOTABLE}`, at: `t."createdAt"`, isRoutine: true },
  {
    kind: "withheld",
    what: "decision",
    from: `"AutomationLog" t WHERE t."customerId" = $1 AND t."messageId" IS NULL AND ${WITHHELD}`,
    at: `t."createdAt"`,
  },
  // A wait that runs out leaves no log row.
  {
    kind: "sequences",
    what: "wait",
    from: `
      "AutomationSequence" q JOIN "ScheduledAutomation" t ON t."sequenceId" = q."id"
      WHERE q."shopId" = $2 AND q."customerId" = $1 AND t."status" = ${STATUS.executed}
        AND t."executedAt" >= t."createdAt" + interval '1 minute'
        AND NOT EXISTS (SELECT 1 FROM "AutomationLog" e WHERE e."scheduledAutomationId" = t."id")
        AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = t."id")`,
    at: `t."executedAt"`,
  },
  {
    kind: "sequences",
    what: "ending",
    from: `
      "AutomationSequence" t WHERE t."shopId" = $2 AND t."customerId" = $1 AND t."completedAt" IS NOT NULL
        AND ${OF_MERCHANT} AND NOT EXISTS (SELECT 1 FROM "AutomationLog" e WHERE e."sequenceId" = t."id"
        AND e."action" = 'exit')`,
    at: `t."completedAt"`,
  },
];

/** Merges a customer's history by time; reads each source by its own index, up to one page. */
export function listTimeline(
  sql: Sql,
  { shopId, customerId, phone, kind, routine, cursor, order, limit }: TimelineQuery,
): Promise<TimelineRow[]> {
  const [comparison, sort] = order === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  const parts = SOURCES.filter(
    (source) => (kind === null || source.kind === kind) && (routine || !source.isRoutine),
  ).map(
    ({ what, from, at, id = `t."id"` }) =>
      `
        (SELECT ${id} AS "id", ${at} AS "at", '${what}' AS "what" FROM ${from}
          AND ($4::timestamptz IS NULL OR (${at}, ${id}) ${comparison} ($4, $5::uuid))
          ORDER BY ${at} ${sort}, ${id} ${sort} LIMIT $6)`,
  );
  // Each filter leaves some parameters unused, but Postgres needs their types.
  const typed = `WITH asked AS (SELECT $1::uuid, $2::uuid, $3::text)`;
  return query(
    sql,
    `${typed} SELECT * FROM (${parts.join(" UNION ALL ")}) h ORDER BY "at" ${sort}, "id" ${sort} LIMIT $6`,
    [customerId, shopId, phone, cursor?.at ?? null, cursor?.id ?? null, limit],
  );
}

/** A customer's routine steps: what automations did beside messages, waits, entries and exits. */
export async function countRoutineSteps(sql: Sql, customerId: string): Promise<number> {
  const [row] = await query<{ count: number }>(sql, `SELECT count(*)::int AS "count" FROM ${DONE} AND NOT ${NOTABLE}`, [
    customerId,
  ]);
  return row?.count ?? 0;
}

export interface TimelineOrder extends Record<string, unknown> {
  id: string;
  name: string | null;
  /** Decimal text; null unknown. */
  total: string | null;
  currency: string | null;
  isCancelled: boolean;
  stands: boolean;
}
/** @param ids as `listTimeline` gives them */
export const ordersOfTimeline = (
  sql: Sql,
  { shopId, customerId, ids }: { shopId: string; customerId: string; ids: readonly string[] },
): Promise<TimelineOrder[]> =>
  query(
    sql,
    `
      SELECT ${ORDER_ID} AS "id", t."told"->'facts'->>'name' AS "name", t."total"::text, t."currency",
        t."cancelledAt" IS NOT NULL AS "isCancelled", t."stands"
      FROM "StoreOrder" t
      WHERE t."shopId" = $1 AND t."customerId" = $2 AND ${ORDER_ID} = ANY($3::uuid[])`,
    [shopId, customerId, ids],
  );

export interface TimelineConsent extends Record<string, unknown> {
  id: string;
  state: ConsentState;
  previous: ConsentState;
  source: string;
  words: string | null;
}
export const consentsById = (sql: Sql, ids: readonly string[]): Promise<TimelineConsent[]> =>
  query(sql, `SELECT "id", "state", "previous", "source", "words" FROM "ConsentEvent" WHERE "id" = ANY($1::uuid[])`, [
    ids,
  ]);

export interface TimelineMessage extends Record<string, unknown> {
  id: string;
  direction: "inbound" | "outbound";
  channel: "sms" | "email";
  subject: string | null;
  body: string;
  status: MessageStatus;
  errorCode: string | null;
  /** MIME types of the files that came with it. */
  media: string[] | null;
  /** The answer that a keyword got at once, and who gave it. */
  answer: string | null;
  answeredBy: "shopbell" | "twilio" | null;
  automation: string | null;
  byHand: boolean;
  actorName: string | null;
  logId: string | null;
  reason: string | null;
}
export const messagesById = (sql: Sql, ids: readonly string[]): Promise<TimelineMessage[]> =>
  query(
    sql,
    `
      SELECT m."id", m."direction", m."channel", m."subject", m."body", m."status", m."errorCode",
        m."answer", m."answeredBy", ${mediaTypesOf('m."id"')} AS "media", a."name" AS "automation", coalesce(a."internal" AND a."libraryKey" <> '${manualAutomation.flow.key}', false) AS "byHand", f."name" AS "actorName",
        l."id" AS "logId", l."reason"
      FROM "Message" m
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      LEFT JOIN "Staff" f ON f."shopId" = m."shopId" AND 'staff:' || f."userId" = q."facts"->'manual'->>'by'
      LEFT JOIN LATERAL (
        SELECT l."id", l."reason"
        FROM "AutomationLog" l
        WHERE l."messageId" = m."id"
        ORDER BY l."createdAt" DESC LIMIT 1
      ) l ON true
      WHERE m."id" = ANY($1::uuid[])`,
    [ids],
  );

export interface TimelineDecision extends Record<string, unknown> {
  id: string;
  action: string;
  status: LogStatus;
  reason: string | null;
  automation: string | null;
  /** What ended the sequence, if this is an exit. */
  endReason: string | null;
  /** Body of a manual text that was not sent. */
  words: string | null;
  /** How long its step lasted, in seconds; null for a decision without a step. */
  lasted: number | null;
}
export const decisionsById = (sql: Sql, ids: readonly string[]): Promise<TimelineDecision[]> =>
  query(
    sql,
    `
      SELECT l."id", l."action", l."status", l."reason", a."name" AS "automation",
        CASE WHEN l."action" = 'exit' THEN q."endReason" END AS "endReason",
        CASE WHEN l."action" = 'send_sms' THEN q."facts"->'manual'->>'words' END AS "words",
        extract(epoch FROM s."executedAt" - s."createdAt")::int AS "lasted"
      FROM "AutomationLog" l
      LEFT JOIN "Automation" a ON a."id" = l."automationId"
      LEFT JOIN "AutomationSequence" q ON q."id" = l."sequenceId"
      LEFT JOIN "ScheduledAutomation" s ON s."id" = l."scheduledAutomationId"
      WHERE l."id" = ANY($1::uuid[])`,
    [ids],
  );

export interface TimelineWait extends Record<string, unknown> {
  id: string;
  automation: string;
  /** In seconds. */
  lasted: number;
}
export const waitsById = (sql: Sql, ids: readonly string[]): Promise<TimelineWait[]> =>
  query(
    sql,
    `
      SELECT s."id", a."name" AS "automation", extract(epoch FROM s."executedAt" - s."createdAt")::int AS "lasted"
      FROM "ScheduledAutomation" s
      JOIN "AutomationSequence" q ON q."id" = s."sequenceId"
      JOIN "Automation" a ON a."id" = q."automationId"
      WHERE s."id" = ANY($1::uuid[])`,
    [ids],
  );

export interface TimelineEnding extends Record<string, unknown> {
  id: string;
  status: SequenceStatus;
  endReason: string | null;
  automation: string;
}
export const endingsById = (sql: Sql, ids: readonly string[]): Promise<TimelineEnding[]> =>
  query(
    sql,
    `
      SELECT q."id", q."status", q."endReason", a."name" AS "automation"
      FROM "AutomationSequence" q
      JOIN "Automation" a ON a."id" = q."automationId"
      WHERE q."id" = ANY($1::uuid[])`,
    [ids],
  );
