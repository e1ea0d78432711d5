import type { KnownNumber } from "#core/customers/addresses.ts";
import type { Facts } from "#core/intake/define.ts";
import { withRecipient } from "#core/engine/step-snapshot.ts";
import type { SenderFacts } from "#core/senders/sender.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import type { OrderNow, OrderTold } from "#core/intake/store-order.ts";
import type { Deferral, StepEnd } from "#core/engine/conclude.ts";
import type { AutomationStatus, ConsentState, MessageStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { EMAIL_CONSENT, NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";
import { ROOM_OF_SHOP } from "../senders/sender-pace.server.ts";
import { SENDERS_OF_SHOP } from "../senders/sender-facts.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface NewScheduled {
  id: string;
  shopId: string;
  sequenceId: string;
  stepId: string;
  priority: number;
  dueAt: Instant;
  jobId: string | null;
  held: boolean;
  createdAt: Instant;
}

/** Inserts steps. A held row is held only if its sequence or automation is still paused. */
export async function insertScheduled(sql: Sql, rows: readonly NewScheduled[]): Promise<void> {
  const paused = await pausedOf(
    sql,
    rows.filter(({ held }) => held).map(({ sequenceId }) => sequenceId),
  );
  await insert(
    sql,
    "ScheduledAutomation",
    rows.map((row) => ({ ...row, held: paused.has(row.sequenceId), status: "scheduled", attempts: 0, fence: 0 })),
  );
}

/**
 * Reads which sequences are paused now, or active in a paused automation. A transaction that resumed or ended a
 * sequence since the caller's read has not seen the steps that the caller inserts. The lock stops such a transaction
 * until the steps are committed.
 */
async function pausedOf(sql: Sql, sequenceIds: readonly string[]): Promise<Set<string>> {
  if (sequenceIds.length === 0) return new Set();
  await query(sql, `SELECT 1 FROM "AutomationSequence" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR SHARE`, [
    sequenceIds,
  ]);
  const rows = await query<{ id: string }>(
    sql,
    `
      SELECT q."id"
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
      WHERE q."id" = ANY($1::uuid[]) AND (q."status" = ${STATUS.paused} OR q."status" = ${STATUS.active} AND t."status" = ${STATUS.paused})`,
    [sequenceIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A claimed step and the fencing token of the claim. */
export interface Claim extends Record<string, unknown> {
  id: string;
  fence: number;
}

/**
 * Claims due steps until the lease ends: by priority, then in turns between the shops, so that no shop starves another.
 * Each claim raises the fencing token, so that a worker with an earlier claim can no longer write the step.
 */
export const claimDue = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<Claim[]> =>
  query(
    sql,
    `
      WITH shop AS (
        SELECT s."id", ${ROOM_OF_SHOP} AS "room"
        FROM "Shop" s
        WHERE EXISTS (
          SELECT 1
          FROM "ScheduledAutomation" a
          WHERE a."shopId" = s."id"
            AND a."status" = ${STATUS.scheduled}
            AND NOT a."held"
            AND a."dueAt" <= $1
            AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1)
        )
      ),
      locked AS MATERIALIZED (
        SELECT due."id", due."shopId", due."priority", due."dueAt"
        FROM shop
          CROSS JOIN LATERAL (
            SELECT a."id", a."shopId", a."priority", a."dueAt"
            FROM "ScheduledAutomation" a
            WHERE a."shopId" = shop."id"
              AND a."status" = ${STATUS.scheduled}
              AND NOT a."held"
              AND a."dueAt" <= $1
              AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1)
            ORDER BY a."priority", a."dueAt" LIMIT least(greatest(1, ceil($3::numeric / (SELECT count(*) FROM shop))), shop."room")::int
            FOR UPDATE SKIP LOCKED
          ) due
      ),
      turn AS (
        SELECT "id", "priority", "dueAt",
          row_number() OVER (PARTITION BY "shopId" ORDER BY "priority", "dueAt") AS "turn"
        FROM locked
      ),
      chosen AS (SELECT "id" FROM turn ORDER BY "priority", "turn", "dueAt" LIMIT $3)
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = $2, "fence" = a."fence" + 1, "attempts" = a."attempts" + 1
      FROM chosen
      WHERE a."id" = chosen."id"
      RETURNING a."id", a."fence"`,
    [now, until, limit],
  );

/**
 * SQL for the instant from which events count for a waiting step `a`: the last attempt of the previous step's message,
 * even if its outcome was resolved later; without a message, the step's creation.
 */
export const LISTENS_SINCE = `
  coalesce(
    (
      SELECT max(c."startedAt")
      FROM "MessageAttempt" c
      WHERE c."messageId" = (
        SELECT before."id"
        FROM "Message" before
        WHERE before."scheduledAutomationId" = (
          SELECT b."id"
          FROM "ScheduledAutomation" b
          WHERE b."sequenceId" = a."sequenceId" AND b."id" <> a."id"
          ORDER BY b."createdAt" DESC, b."id" DESC LIMIT 1
        )
      )
    ),
    a."createdAt"
  )`;

/** A step with the current state of its sequence, automation, customer, shop and message, and its text's recipient. */
export type DueStepRow = StoredStep & ReturnType<typeof withRecipient<StoredStep>>;

interface StoredStep extends Record<string, unknown> {
  /** The kind of the version's messages. */
  kind: MessageKind;
  id: string;
  shopId: string;
  sequenceId: string;
  stepId: string;
  status: ScheduledStatus;
  priority: number;
  dueAt: Instant;
  attempts: number;
  fence: number;
  deferral: Deferral | null;
  createdAt: Instant;
  listensSince: Instant;
  automationId: string;
  automationStatus: AutomationStatus;
  versionId: string;
  storeEventId: string | null;
  sequenceStatus: SequenceStatus;
  dedupeKey: string;
  subject: string;
  facts: Facts;
  factsAt: Instant;
  /** The order that the facts are about, as it is now. */
  order: OrderNow | null;
  outputs: Facts;
  /** Ids of messages that staff have skipped before the sequence reached them. */
  skippedSteps: string[];
  hop: number;
  customerId: string;
  shopifyId: string | null;
  /** Whether an event or the Admin API has contained the customer's consent. */
  consentTold: boolean;
  /** The customer's numbers, each with its own consent. */
  numbers: KnownNumber[];
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: string[];
  segments: string[];
  ordersCount: number | null;
  totalSpent: string | null;
  currency: string | null;
  lastOrderAt: Instant | null;
  since: Instant | null;
  state: string | null;
  fields: Record<string, unknown>;
  emailConsent: ConsentState;
  erased: boolean;
  shopName: string;
  shopDomain: string;
  storefrontHost: string | null;
  timezone: string;
  installed: boolean;
  /** Read through `readSettings`. */
  settings: unknown;
  /** The shop's own senders. */
  senders: SenderFacts[];
  /** The step's message, if an earlier attempt wrote one. */
  messageId: string | null;
  messageStatus: MessageStatus | null;
  messageCredits: number | null;
  messageSegments: number | null;
  messageTo: string | null;
  messageBody: string | null;
  /** Null while it has no message. */
  messageMediaUrls: readonly string[] | null;
}

/** Reads steps with their current state, by row id, in no particular order. */
export async function readSteps(sql: Sql, ids: readonly string[], now: Instant): Promise<DueStepRow[]> {
  const rows = await query<
    StoredStep & {
      orderId: string | null;
      orderCancelledAt: Instant | null;
      orderStands: boolean;
      told: OrderTold | null;
    }
  >(
    sql,
    `
      SELECT a."id", a."shopId", a."sequenceId", a."stepId", a."status", a."priority", a."dueAt", a."attempts",
        a."fence", a."deferral", a."createdAt", ${LISTENS_SINCE} AS "listensSince", q."automationId",
        t."status" AS "automationStatus", q."versionId", v."definition"->>'kind' AS "kind",
        q."storeEventId", q."status" AS "sequenceStatus",
        q."dedupeKey", q."subject", q."facts", q."factsAt", q."outputs", q."skippedSteps", q."hop", c."id" AS "customerId", c."shopifyId",
        c."checkedAt" IS NOT NULL OR EXISTS (
          SELECT 1
          FROM "Subscriber" s
          WHERE s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"
            AND s."consentAt" IS NOT NULL
        ) AS "consentTold", ${NUMBERS_OF_CUSTOMER} AS "numbers", c."firstName", c."lastName", c."email", c."countryCode", c."provinceCode", c."locale", c."tags",
        array(
          SELECT g."name"
          FROM "SegmentMember" i
            JOIN "Segment" g ON g."id" = i."segmentId"
          WHERE i."customerId" = c."id"
          ORDER BY g."name"
        ) AS "segments",
        c."ordersCount", c."totalSpent", c."currency", c."lastOrderAt", c."since", c."state", c."fields",
        ${EMAIL_CONSENT} AS "emailConsent", c."erasedAt" IS NOT NULL AS "erased",
        s."name" AS "shopName", s."domain" AS "shopDomain", s."storefrontHost", s."timezone",
        s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", s."settings",
        s."countryCode" AS "shopCountry", ${SENDERS_OF_SHOP} AS "senders", m."id" AS "messageId",
        m."status" AS "messageStatus", m."credits" AS "messageCredits", m."segments" AS "messageSegments",
        m."to" AS "messageTo", m."body" AS "messageBody", m."mediaUrls" AS "messageMediaUrls", o."orderId", o."cancelledAt" AS "orderCancelledAt",
        o."stands" AS "orderStands", o."told"
      FROM "ScheduledAutomation" a
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        JOIN "Automation" t ON t."id" = q."automationId"
        JOIN "AutomationVersion" v ON v."id" = q."versionId"
        JOIN "Customer" c ON c."id" = q."customerId"
        JOIN "Shop" s ON s."id" = a."shopId"
        LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
        LEFT JOIN "StoreOrder" o ON o."shopId" = a."shopId" AND o."orderId" = q."facts"->'order'->>'id'
      WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map(({ orderId, orderCancelledAt: cancelledAt, orderStands, told, ...row }) =>
    withRecipient(
      { ...row, order: orderId === null ? null : { orderId, cancelledAt, stands: orderStands, told } },
      row.kind,
      now,
    ),
  );
}

/**
 * Locks the steps of claims whose fencing token is still current.
 * @returns by id, "cancelled" for a step cancelled since its claim
 */
export async function lockClaimed(sql: Sql, claims: readonly Claim[]): Promise<Map<string, "scheduled" | "cancelled">> {
  const rows = await batch<{ id: string; status: "scheduled" | "cancelled" }>(
    sql,
    `
      SELECT a."id", a."status"
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int)
        JOIN "ScheduledAutomation" a ON a."id" = i."id" AND a."fence" = i."fence"
      WHERE a."status" IN (${STATUS.scheduled}, ${STATUS.cancelled})
      ORDER BY a."id"
      FOR UPDATE OF a`,
    claims,
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** The status of a step's sequence, automation and shop. */
export type StepStatus = Pick<DueStepRow, "sequenceStatus" | "automationStatus" | "installed" | "settings">;

/** Reads the current status of steps, by id. */
export async function readStepStatuses(sql: Sql, ids: readonly string[]): Promise<Map<string, StepStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await query<StepStatus & { id: string }>(
    sql,
    `
      SELECT a."id", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
        s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", s."settings"
      FROM "ScheduledAutomation" a
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        JOIN "Automation" t ON t."id" = q."automationId"
        JOIN "Shop" s ON s."id" = a."shopId"
      WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...status }) => [id, status]));
}

/** The end, retry or hold of a step's row. */
export type StepEndRow = StepEnd & { id: string };

/**
 * SQL: whether the step's sequence and automation are active now. A step decided during a pause must not be held after
 * the resume, because no later resume would release it.
 */
const IS_RESUMED = `
  EXISTS (
    SELECT 1
    FROM "AutomationSequence" q
      JOIN "Automation" t ON t."id" = q."automationId"
    WHERE q."id" = a."sequenceId" AND q."status" = ${STATUS.active} AND t."status" = ${STATUS.active}
  )`;

/**
 * Writes the ends, retries and holds of steps, and ends their leases. A step cancelled during its call becomes executed
 * or failed with the call's outcome.
 */
export async function writeStepEnds(sql: Sql, ends: readonly StepEndRow[]): Promise<void> {
  const rows = ends.map((end) => ({
    id: end.id,
    status: end.kind === "executed" || end.kind === "failed" || end.kind === "cancelled" ? end.kind : "scheduled",
    executedAt: end.kind === "executed" || end.kind === "failed" ? end.at : null,
    cancelledAt: end.kind === "cancelled" ? end.at : null,
    error: "error" in end ? end.error : null,
    dueAt: end.kind === "later" || end.kind === "given_back" ? end.dueAt : null,
    held: end.kind === "held",
    deferral: "deferral" in end ? end.deferral : null,
    attempts: end.kind === "given_back" ? end.attempts : null,
  }));
  if (rows.length === 0) return;
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "status" = i."status", "executedAt" = i."executedAt", "cancelledAt" = i."cancelledAt", "error" = i."error",
        "dueAt" = coalesce(i."dueAt", a."dueAt"),
        "held" = i."held" AND NOT (coalesce(i."deferral"->>'reason' = 'automation_paused', false) AND ${IS_RESUMED}),
        "deferral" = coalesce(i."deferral", a."deferral"), "leaseUntil" = NULL,
        "attempts" = coalesce(i."attempts", CASE WHEN i."deferral" IS NULL THEN a."attempts" ELSE 0 END)
      FROM json_populate_recordset(NULL::"ScheduledAutomation", $1::json) i
      WHERE a."id" = i."id"
        AND (a."status" = ${STATUS.scheduled} OR a."status" = ${STATUS.cancelled} AND i."status" IN (${STATUS.executed}, ${STATUS.failed}))`,
    rows,
  );
}

/**
 * Gives back claimed steps that cannot run yet: they become claimable at their instant, and the claim does not count as
 * an attempt.
 */
export const putOffClaims = (sql: Sql, rows: readonly (Claim & { until: Instant })[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = i."until", "attempts" = a."attempts" - 1
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int, "until" timestamptz)
      WHERE a."id" = i."id" AND a."fence" = i."fence" AND a."status" = ${STATUS.scheduled}`,
    rows,
  );

/** Renews the leases of claims. @returns the ids of those that no other worker has claimed since */
export async function renewClaims(sql: Sql, claims: readonly Claim[], until: Instant): Promise<Set<string>> {
  const rows = await batch<{ id: string }>(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = CASE WHEN a."leaseUntil" IS NULL THEN NULL ELSE $2::timestamptz END
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int)
      WHERE a."id" = i."id" AND a."fence" = i."fence"
      RETURNING a."id"`,
    claims,
    [until],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Returns the steps due until an instant, one per second: the earliest step of each second stands for its job. */
export const upcomingSteps = (
  sql: Sql,
  { until, limit }: { until: Instant; limit: number },
): Promise<(Claim & { dueAt: Instant; priority: number })[]> =>
  query(
    sql,
    `
      SELECT DISTINCT ON (date_trunc('second', "dueAt")) "id", "fence", "dueAt", "priority"
      FROM "ScheduledAutomation"
      WHERE "status" = ${STATUS.scheduled} AND NOT "held" AND "dueAt" <= $1
      ORDER BY date_trunc('second', "dueAt"), "dueAt" LIMIT $2`,
    [until, limit],
  );

/** Returns when the next step of all shops is due; null when none is scheduled. */
export async function nextDueAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ dueAt: Instant | null }>(
    sql,
    `SELECT min("dueAt") AS "dueAt" FROM "ScheduledAutomation" WHERE "status" = ${STATUS.scheduled} AND NOT "held"`,
  );
  return row?.dueAt ?? null;
}

/**
 * Releases the steps of a shop, or of one of its customers, that were held for a reason. Keeps the deferral of
 * a text that waited for credits or for its sender's approval, so that the log shows how long.
 * @returns the released steps with their due times
 */
export const releaseHeld = (
  sql: Sql,
  { shopId, customerId, reason, now }: { shopId: string; customerId: string | null; reason: string; now: Instant },
): Promise<{ id: string; dueAt: Instant; priority: number }[]> =>
  query(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = false, "deferral" = CASE WHEN $3 IN ('credits_held', 'sender_not_approved') THEN a."deferral" END,
        "dueAt" = greatest(a."dueAt", $4)
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
      WHERE q."id" = a."sequenceId"
        AND a."shopId" = $1
        AND a."status" = ${STATUS.scheduled}
        AND a."held"
        AND a."deferral"->>'reason' = $3
        AND ($2::uuid IS NULL OR q."customerId" = $2)
        AND q."status" = ${STATUS.active}
        AND t."status" = ${STATUS.active}
      RETURNING a."id", a."dueAt", a."priority"`,
    [shopId, customerId, reason, now],
  );
