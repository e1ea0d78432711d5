import type { Facts } from "#core/intake/define.ts";
import type { Deferral, StepEnd } from "#core/engine/conclude.ts";
import type { AutomationStatus, ConsentState, MessageStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

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

export async function insertScheduled(sql: Sql, rows: readonly NewScheduled[]): Promise<void> {
  const stillHeld = await pausedOf(
    sql,
    rows.filter(({ held }) => held).map(({ sequenceId }) => sequenceId),
  );
  await insert(
    sql,
    "ScheduledAutomation",
    rows.map((row) => ({ ...row, held: stillHeld.has(row.sequenceId), status: "scheduled", attempts: 0, fence: 0 })),
  );
}

/**
 * Running sequences that are paused, or whose automation is, now: whoever has turned them on, or ended them, since
 * the caller read so has not seen the rows that are about to be written. Locked, so that nobody does before these
 * rows are there.
 */
async function pausedOf(sql: Sql, sequenceIds: readonly string[]): Promise<Set<string>> {
  if (sequenceIds.length === 0) return new Set();
  await query(sql, `SELECT 1 FROM "AutomationSequence" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR SHARE`, [
    sequenceIds,
  ]);
  const rows = await query<{ id: string }>(
    sql,
    `
      SELECT q."id" FROM "AutomationSequence" q JOIN "Automation" t ON t."id" = q."automationId"
        WHERE q."id" = ANY($1::uuid[]) AND (q."status" = 'paused' OR q."status" = 'active' AND t."status" = 'paused')`,
    [sequenceIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface Claim extends Record<string, unknown> {
  id: string;
  fence: number;
}

/**
 * Claims due steps for as long as the lease: the more urgent first, then in turns between the shops, so that no shop's
 * flood holds up another's. Each claim raises the fence, so that who held it before can no longer write.
 */
export const claimDue = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<Claim[]> =>
  query(
    sql,
    `WITH shop AS (
       SELECT s."id" FROM "Shop" s WHERE EXISTS (SELECT 1 FROM "ScheduledAutomation" a WHERE a."shopId" = s."id"
         AND a."status" = 'scheduled' AND NOT a."held"
         AND a."dueAt" <= $1 AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1))),
     locked AS MATERIALIZED (
       SELECT due."id", due."shopId", due."priority", due."dueAt"
       FROM shop CROSS JOIN LATERAL (
         SELECT a."id", a."shopId", a."priority", a."dueAt" FROM "ScheduledAutomation" a
         WHERE a."shopId" = shop."id" AND a."status" = 'scheduled' AND NOT a."held" AND a."dueAt" <= $1
           AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1)
         ORDER BY a."priority", a."dueAt"
           LIMIT greatest(1, ceil($3::numeric / (SELECT count(*) FROM shop)))::int
         FOR UPDATE SKIP LOCKED) due),
     turn AS (
       SELECT "id", "priority", "dueAt", row_number() OVER (PARTITION BY "shopId"
         ORDER BY "priority", "dueAt") AS "turn"
       FROM locked),
     chosen AS (
       SELECT "id" FROM turn ORDER BY "priority", "turn", "dueAt" LIMIT $3)
     UPDATE "ScheduledAutomation" a SET "leaseUntil" = $2, "fence" = a."fence" + 1, "attempts" = a."attempts" + 1
     FROM chosen WHERE a."id" = chosen."id" RETURNING a."id", a."fence"`,
    [now, until, limit],
  );

/**
 * From when on what happens counts for a step `a` that waits for an event: since the text right before it was called
 * for, though it may have been found out only later that it went out; else since the step is waited at.
 */
export const LISTENS_SINCE = `
  coalesce((SELECT max(c."startedAt") FROM "MessageAttempt" c
    WHERE c."messageId" = (SELECT before."id" FROM "Message" before
  WHERE before."scheduledAutomationId" = (SELECT b."id" FROM "ScheduledAutomation" b
    WHERE b."sequenceId" = a."sequenceId" AND b."id" <> a."id" ORDER BY b."createdAt" DESC, b."id" DESC LIMIT 1))),
    a."createdAt")`;

/** All that deciding a step needs, read afresh. */
export interface DueStepRow extends Record<string, unknown> {
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
  outputs: Facts;
  hop: number;
  customerId: string;
  shopifyId: string | null;
  /** Whether Shopify has told of the customer's consent, by an event or when asked. */
  consentTold: boolean;
  phone: string | null;
  phoneHash: string | null;
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
  smsConsent: ConsentState;
  emailConsent: ConsentState;
  marketingHeld: boolean;
  erased: boolean;
  suppressed: boolean;
  shopName: string;
  shopDomain: string;
  storefrontHost: string | null;
  timezone: string;
  installed: boolean;
  /** Read through `readSettings`. */
  settings: unknown;
  /** The step's text, where an earlier try wrote one. */
  messageId: string | null;
  messageStatus: MessageStatus | null;
  messageCredits: number | null;
  messageSegments: number | null;
  messageTo: string | null;
  messageBody: string | null;
}

export const readSteps = (sql: Sql, ids: readonly string[]): Promise<DueStepRow[]> =>
  query(
    sql,
    `
      SELECT a."id", a."shopId", a."sequenceId", a."stepId", a."status", a."priority", a."dueAt", a."attempts",
        a."fence", a."deferral", a."createdAt", ${LISTENS_SINCE} AS "listensSince",
       q."automationId", t."status" AS "automationStatus", q."versionId", q."storeEventId",
         q."status" AS "sequenceStatus", q."dedupeKey", q."subject", q."facts", q."factsAt", q."outputs", q."hop",
       c."id" AS "customerId", c."shopifyId", c."checkedAt" IS NOT NULL
         OR c."consentUpdatedAt" IS NOT NULL AS "consentTold", c."phone", c."phoneHash", c."firstName", c."lastName",
         c."email", c."countryCode", c."provinceCode", c."locale",
       c."tags", array(SELECT g."name" FROM "SegmentMember" i JOIN "Segment" g ON g."id" = i."segmentId"
         WHERE i."customerId" = c."id" ORDER BY g."name") AS "segments",
       c."ordersCount", c."totalSpent", c."currency", c."lastOrderAt", c."since", c."state", c."fields",
         c."smsConsent", c."emailConsent",
       c."marketingHeldAt" IS NOT NULL AS "marketingHeld", c."erasedAt" IS NOT NULL AS "erased",
       EXISTS (SELECT 1 FROM "Suppression" x WHERE x."shopId" = a."shopId" AND x."phoneHash" = c."phoneHash"
         AND x."liftedAt" IS NULL) AS "suppressed",
       s."name" AS "shopName", s."domain" AS "shopDomain", s."storefrontHost", s."timezone",
       s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", s."settings",
       m."id" AS "messageId", m."status" AS "messageStatus", m."credits" AS "messageCredits",
       m."segments" AS "messageSegments", m."to" AS "messageTo", m."body" AS "messageBody"
     FROM "ScheduledAutomation" a
       JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t ON t."id" = q."automationId"
       JOIN "Customer" c ON c."id" = q."customerId" JOIN "Shop" s ON s."id" = a."shopId"
       LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
     WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );

/**
 * Locks the claimed steps that are still this bearer's to write.
 * @returns by id, whether each has been cancelled meanwhile
 */
export async function lockClaimed(sql: Sql, claims: readonly Claim[]): Promise<Map<string, "scheduled" | "cancelled">> {
  const rows = await batch<{ id: string; status: "scheduled" | "cancelled" }>(
    sql,
    `
      SELECT a."id", a."status" FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int)
        JOIN "ScheduledAutomation" a ON a."id" = i."id" AND a."fence" = i."fence"
     WHERE a."status" IN ('scheduled', 'cancelled') ORDER BY a."id" FOR UPDATE OF a`,
    claims,
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Whether a step may still be done, in the eyes of its sequence, its automation and its shop. */
export type StepStatus = Pick<DueStepRow, "sequenceStatus" | "automationStatus" | "installed" | "settings">;

/** How steps stand at this moment, by id. */
export async function readStepStatuses(sql: Sql, ids: readonly string[]): Promise<Map<string, StepStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await query<StepStatus & { id: string }>(
    sql,
    `
      SELECT a."id", q."status" AS "sequenceStatus", t."status" AS "automationStatus", s."uninstalledAt" IS NULL
        AND s."epoch" = q."epoch" AS "installed", s."settings"
     FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t
       ON t."id" = q."automationId" JOIN "Shop" s ON s."id" = a."shopId"
     WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/** What becomes of a step's row. */
export type StepEndRow = StepEnd & { id: string };

/**
 * Of a step that was decided while its automation or sequence was paused: both have been turned on since, and will
 * not let it go again.
 */
const TURNED_ON = `
  EXISTS (SELECT 1 FROM "AutomationSequence" q JOIN "Automation" t ON t."id" = q."automationId"
    WHERE q."id" = a."sequenceId" AND q."status" = 'active' AND t."status" = 'active')`;

/**
 * Writes what became of steps, and ends their leases. A step that was cancelled while its text was under way is
 * executed all the same when the text went out.
 */
export async function writeStepEnds(sql: Sql, ends: readonly StepEndRow[]): Promise<void> {
  const rows = ends.map((end) => ({
    id: end.id,
    status: end.kind === "executed" || end.kind === "failed" || end.kind === "cancelled" ? end.kind : "scheduled",
    executedAt: end.kind === "executed" || end.kind === "failed" ? end.at : null,
    cancelledAt: end.kind === "cancelled" ? end.at : null,
    error: "error" in end ? end.error : null,
    dueAt: end.kind === "later" ? end.dueAt : null,
    held: end.kind === "held",
    deferral: "deferral" in end ? end.deferral : null,
  }));
  if (rows.length === 0) return;
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a SET "status" = i."status", "executedAt" = i."executedAt",
        "cancelledAt" = i."cancelledAt", "error" = i."error",
       "dueAt" = coalesce(i."dueAt", a."dueAt"), "held" = i."held"
         AND NOT (coalesce(i."deferral"->>'reason' = 'automation_paused', false) AND ${TURNED_ON}),
         "deferral" = coalesce(i."deferral", a."deferral"), "leaseUntil" = NULL,
       "attempts" = CASE WHEN i."deferral" IS NULL THEN a."attempts" ELSE 0 END
     FROM json_populate_recordset(NULL::"ScheduledAutomation", $1::json) i
     WHERE a."id" = i."id" AND (a."status" = 'scheduled' OR a."status" = 'cancelled'
       AND i."status" IN ('executed', 'failed'))`,
    rows,
  );
}

/** Steps that come due up to an instant, one reminder's worth for each second: the earliest row of each. */
export const upcomingSteps = (
  sql: Sql,
  { until, limit }: { until: Instant; limit: number },
): Promise<(Claim & { dueAt: Instant; priority: number })[]> =>
  query(
    sql,
    `SELECT DISTINCT ON (date_trunc('second', "dueAt")) "id", "fence", "dueAt", "priority" FROM "ScheduledAutomation"
     WHERE "status" = 'scheduled' AND NOT "held" AND "dueAt" <= $1 ORDER BY date_trunc('second', "dueAt"), "dueAt"
       LIMIT $2`,
    [until, limit],
  );

/** When the next step is due, of all shops; null when none waits. */
export async function nextDueAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ dueAt: Instant | null }>(
    sql,
    `SELECT min("dueAt") AS "dueAt" FROM "ScheduledAutomation" WHERE "status" = 'scheduled' AND NOT "held"`,
  );
  return row?.dueAt ?? null;
}

/**
 * Lets steps go that were held for a reason, of a shop or of one of its customers; how long a text waited for credits
 * stays known.
 * @returns those that are due now
 */
export const releaseHeld = (
  sql: Sql,
  { shopId, customerId, reason, now }: { shopId: string; customerId: string | null; reason: string; now: Instant },
): Promise<{ id: string; dueAt: Instant; priority: number }[]> =>
  query(
    sql,
    `
      UPDATE "ScheduledAutomation" a SET "held" = false, "deferral" = CASE
        WHEN $3 = 'credits_held' THEN a."deferral" END, "dueAt" = greatest(a."dueAt", $4)
     FROM "AutomationSequence" q JOIN "Automation" t ON t."id" = q."automationId"
     WHERE q."id" = a."sequenceId" AND a."shopId" = $1 AND a."status" = 'scheduled' AND a."held"
       AND a."deferral"->>'reason' = $3
       AND ($2::uuid IS NULL OR q."customerId" = $2) AND q."status" = 'active' AND t."status" = 'active'
     RETURNING a."id", a."dueAt", a."priority"`,
    [shopId, customerId, reason, now],
  );
