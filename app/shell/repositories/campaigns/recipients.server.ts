import type { KnownNumber } from "#core/customers/addresses.ts";
import type { CampaignRecipientStatus, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import { ledToOptOut } from "../consent/opt-outs.ts";
import { NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";

/** A member of a campaign's segments, with the numbers that it may be texted at. */
export interface AudienceMember extends Record<string, unknown> {
  customerId: string;
  countryCode: string | null;
  provinceCode: string | null;
  numbers: KnownNumber[];
}

/** Reads a page of the members of the segments, without those of the excluded ones, by customer id. */
export const readAudiencePage = (
  sql: Sql,
  {
    shopId,
    includes,
    excludes,
    after,
    limit,
  }: { shopId: string; includes: readonly string[]; excludes: readonly string[]; after: string | null; limit: number },
): Promise<AudienceMember[]> =>
  query(
    sql,
    `
      SELECT c."id" AS "customerId", c."countryCode", c."provinceCode", ${NUMBERS_OF_CUSTOMER} AS "numbers"
      FROM "Customer" c
      WHERE c."shopId" = $1
        AND ($4::uuid IS NULL OR c."id" > $4)
        AND c."erasedAt" IS NULL
        AND EXISTS (SELECT FROM "SegmentMember" m WHERE m."customerId" = c."id" AND m."segmentId" = ANY($2::uuid[]))
        AND NOT EXISTS (SELECT FROM "SegmentMember" m WHERE m."customerId" = c."id" AND m."segmentId" = ANY($3::uuid[]))
      ORDER BY c."id" LIMIT $5`,
    [shopId, includes, excludes, after, limit],
  );

export interface NewRecipient {
  id: string;
  shopId: string;
  campaignId: string;
  customerId: string;
  /** The number that the text goes to; null for a customer without one. */
  phone: string | null;
  arm: string | null;
  status: Extract<CampaignRecipientStatus, "pending" | "held_out" | "left_out" | "missed">;
  reason: string | null;
  dueAt: Instant;
  createdAt: Instant;
}

/** Inserts recipients, each customer and each number of a campaign once. @returns the customers of the new rows */
export const insertRecipients = (sql: Sql, rows: readonly NewRecipient[]): Promise<{ customerId: string }[]> =>
  batch(
    sql,
    `
      INSERT INTO "CampaignRecipient" (
        "id", "shopId", "campaignId", "customerId", "subscriberId", "arm", "status", "reason", "dueAt", "createdAt"
      )
      SELECT i."id", i."shopId", i."campaignId", i."customerId", s."id", i."arm", i."status", i."reason", i."dueAt", i."createdAt"
      FROM json_to_recordset($1::json) AS i(
          "id" uuid, "shopId" uuid, "campaignId" uuid, "customerId" uuid, "phone" text, "arm" text,
          "status" "CampaignRecipientStatus", "reason" text, "dueAt" timestamptz, "createdAt" timestamptz
        )
        LEFT JOIN "Subscriber" s ON s."shopId" = i."shopId" AND s."channel" = 'sms' AND s."address" = i."phone"
      ORDER BY i."id"
      ON CONFLICT DO NOTHING
      RETURNING "customerId"`,
    rows,
  );

export interface DueRecipient extends Record<string, unknown> {
  id: string;
  customerId: string;
  arm: string;
  dueAt: Instant;
  entries: number;
  code: string | null;
  codeMadeAt: Instant | null;
}

/**
 * Locks recipients whose time has come, in its order. Another worker's are skipped.
 * @param withCode only those whose code Shopify has
 */
export const lockDueRecipients = (
  sql: Sql,
  campaignId: string,
  { now, limit, withCode }: { now: Instant; limit: number; withCode: boolean },
): Promise<DueRecipient[]> =>
  query(
    sql,
    `
      SELECT "id", "customerId", "arm", "dueAt", "entries", "code", "codeMadeAt"
      FROM "CampaignRecipient"
      WHERE "campaignId" = $1
        AND "status" = ${STATUS.pending}
        AND "arm" IS NOT NULL
        AND "customerId" IS NOT NULL
        AND "dueAt" <= $2
        AND (NOT $4::boolean OR "codeMadeAt" IS NOT NULL)
      ORDER BY "dueAt", "id" LIMIT $3
      FOR UPDATE SKIP LOCKED`,
    [campaignId, now, limit, withCode],
  );

/** Marks recipients whose text the engine has. */
export const markQueued = (sql: Sql, rows: readonly { id: string; sequenceId: string }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "CampaignRecipient" r
      SET "status" = ${STATUS.queued}, "sequenceId" = i."sequenceId", "entries" = r."entries" + 1
      FROM json_to_recordset($1::json) AS i("id" uuid, "sequenceId" uuid)
      WHERE r."id" = i."id"`,
    rows,
  );

/** Ends pending recipients: all of a campaign, or those that were due until an instant. @returns how many */
export async function endPending(
  sql: Sql,
  campaignId: string,
  end: { status: Extract<CampaignRecipientStatus, "missed" | "cancelled">; reason: string; dueUntil?: Instant },
  now: Instant,
): Promise<number> {
  const rows = await query(
    sql,
    `
      UPDATE "CampaignRecipient"
      SET "status" = $2::"CampaignRecipientStatus", "reason" = $3, "settledAt" = $4
      WHERE "campaignId" = $1
        AND ("status" = ${STATUS.pending})
        AND ($5::timestamptz IS NULL OR "arm" IS NOT NULL AND "dueAt" < $5)
      RETURNING 1`,
    [campaignId, end.status, end.reason, now, end.dueUntil ?? null],
  );
  return rows.length;
}

/** Gives the recipients of a test's rest the winning wording, due now at the earliest. */
export const giveWinner = (sql: Sql, campaignId: string, arm: string, now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CampaignRecipient"
      SET "arm" = $2, "dueAt" = greatest("dueAt", $3)
      WHERE "campaignId" = $1 AND "status" = ${STATUS.pending} AND "arm" IS NULL`,
    [campaignId, arm, now],
  );

/** Takes back texts that were left for a cause that is none of their recipients': they go out once the campaign goes on. */
export const takeBack = (sql: Sql, ids: readonly string[]): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "CampaignRecipient"
      SET "status" = ${STATUS.pending}, "sequenceId" = NULL, "reason" = NULL, "settledAt" = NULL
      WHERE "id" = ANY($1::uuid[])`,
    [ids],
  );

/** The ends of the texts that were settled last. */
export const lastSettled = (sql: Sql, campaignId: string, limit: number): Promise<SettledText[]> =>
  query(
    sql,
    `
      SELECT r."id", r."status", r."reason", (
        SELECT m."errorCode" FROM "Message" m
        WHERE m."sequenceId" = r."sequenceId" AND m."direction" = 'outbound'
        ORDER BY m."createdAt" DESC LIMIT 1
      ) AS "errorCode"
      FROM "CampaignRecipient" r
      WHERE r."campaignId" = $1 AND r."settledAt" IS NOT NULL AND r."sequenceId" IS NOT NULL
      ORDER BY r."settledAt" DESC, r."id" LIMIT $2`,
    [campaignId, limit],
  );

export interface SettledText extends Record<string, unknown> {
  id: string;
  status: CampaignRecipientStatus;
  reason: string | null;
  /** The provider's, of a text that it refused. */
  errorCode: string | null;
}

/** Records what became of texts that the engine has finished. @returns the ends */
export const settleQueued = (sql: Sql, campaignId: string, now: Instant, limit: number): Promise<SettledText[]> =>
  query(
    sql,
    `
      WITH ended AS (
        SELECT r."id", q."endReason", l."status", l."reason", l."messageId"
        FROM "CampaignRecipient" r
          JOIN "AutomationSequence" q ON q."id" = r."sequenceId"
          LEFT JOIN LATERAL (
            SELECT l."status", l."reason", l."messageId"
            FROM "AutomationLog" l
            WHERE l."sequenceId" = q."id" AND l."stepId" IS NOT NULL
            ORDER BY l."createdAt" DESC, l."id" DESC LIMIT 1
          ) l ON true
        WHERE r."campaignId" = $1
          AND r."status" = ${STATUS.queued}
          AND q."status" NOT IN (${STATUS.active}, ${STATUS.paused})
        LIMIT $3
      )
      UPDATE "CampaignRecipient" r
      SET "settledAt" = $2, "reason" = coalesce(e."reason", e."endReason"),
        "status" = CASE
          WHEN e."status" = ${STATUS.sent} THEN ${STATUS.sent}
          WHEN coalesce(e."reason", e."endReason") = 'campaign_too_late' THEN ${STATUS.missed}
          WHEN coalesce(e."reason", e."endReason") = 'campaign_cancelled' THEN ${STATUS.cancelled}
          WHEN e."status" = ${STATUS.failed} THEN ${STATUS.failed}
          ELSE ${STATUS.skipped}
        END::"CampaignRecipientStatus"
      FROM ended e
        LEFT JOIN "Message" m ON m."id" = e."messageId"
      WHERE r."id" = e."id"
      RETURNING r."id", r."status", r."reason", m."errorCode"`,
    [campaignId, now, limit],
  );

/** A text of a campaign that the engine has put off, with its sequence. */
export interface PutOffText extends Record<string, unknown> {
  sequenceId: string;
  reason: "quiet_hours" | "campaign_too_late";
}

/** Finds texts that the plan no longer wants: put off beyond their last instant, or, on request, by quiet hours. */
export const findUnwanted = (
  sql: Sql,
  campaignId: string,
  { notAfterMinutes, skipsQuietHours }: { notAfterMinutes: number; skipsQuietHours: boolean },
  limit: number,
): Promise<PutOffText[]> =>
  query(
    sql,
    `
      SELECT r."sequenceId", CASE WHEN a."deferral"->>'reason' = 'quiet_hours'
        AND $3 THEN 'quiet_hours' ELSE 'campaign_too_late' END AS "reason"
      FROM "CampaignRecipient" r
        JOIN "ScheduledAutomation" a ON a."sequenceId" = r."sequenceId" AND a."status" = ${STATUS.scheduled}
      WHERE r."campaignId" = $1
        AND r."status" = ${STATUS.queued}
        AND (
          a."dueAt" > r."dueAt" + make_interval(mins => $2::int)
          OR ($3 AND a."deferral"->>'reason' = 'quiet_hours')
        )
        AND NOT EXISTS (
          SELECT 1
          FROM "Message" m
          WHERE m."scheduledAutomationId" = a."id" AND m."status" IN (${STATUS.sending}, ${STATUS.unknown})
        )
      LIMIT $4`,
    [campaignId, notAfterMinutes, skipsQuietHours, limit],
  );

/** What is left to do of a campaign. */
export interface CampaignRest extends Record<string, unknown> {
  /** Recipients with a wording whose turn is to come. */
  pending: number;
  /** Recipients who wait for a test's winner. */
  awaitsWinner: number;
  /** Recipients of both kinds whose code is not made. */
  withoutCode: number;
  /** Texts that the engine has. */
  queued: number;
  /** When the next pending recipient is due; null without one. */
  nextDueAt: Instant | null;
  /** When the last recipient of a wording was due. */
  lastDueAt: Instant | null;
}

export async function readCampaignRest(sql: Sql, campaignId: string): Promise<CampaignRest> {
  const [row] = await query<CampaignRest>(
    sql,
    `
      SELECT count(*) FILTER (WHERE "status" = ${STATUS.pending} AND "arm" IS NOT NULL)::int AS "pending",
        count(*) FILTER (WHERE "status" = ${STATUS.pending} AND "arm" IS NULL)::int AS "awaitsWinner",
        count(*) FILTER (WHERE "status" = ${STATUS.pending} AND "codeMadeAt" IS NULL)::int AS "withoutCode",
        count(*) FILTER (WHERE "status" = ${STATUS.queued})::int AS "queued",
        min("dueAt") FILTER (WHERE "status" = ${STATUS.pending} AND "arm" IS NOT NULL) AS "nextDueAt",
        max("dueAt") FILTER (WHERE "arm" IS NOT NULL) AS "lastDueAt"
      FROM "CampaignRecipient"
      WHERE "campaignId" = $1`,
    [campaignId],
  );
  return row ?? { pending: 0, awaitsWinner: 0, withoutCode: 0, queued: 0, nextDueAt: null, lastDueAt: null };
}

/** How many recipients a campaign has of each status, reason and wording. */
export interface RecipientCount extends Record<string, unknown> {
  status: CampaignRecipientStatus;
  reason: string | null;
  arm: string | null;
  recipients: number;
}

export const countRecipients = (
  sql: Sql,
  campaignIds: readonly string[],
): Promise<(RecipientCount & { campaignId: string })[]> =>
  query(
    sql,
    `
      SELECT "campaignId", "status", "reason", "arm", count(*)::int AS "recipients"
      FROM "CampaignRecipient"
      WHERE "campaignId" = ANY($1::uuid[])
      GROUP BY 1, 2, 3, 4`,
    [campaignIds],
  );

/** Counts the texts that the engine has put off, by reason, with the first instant at which one is due again. */
export const countPutOff = (
  sql: Sql,
  campaignId: string,
  now: Instant,
): Promise<{ reason: string; recipients: number; until: Instant }[]> =>
  query(
    sql,
    `
      SELECT a."deferral"->>'reason' AS "reason", count(*)::int AS "recipients", min(a."dueAt") AS "until"
      FROM "CampaignRecipient" r
        JOIN "ScheduledAutomation" a ON a."sequenceId" = r."sequenceId" AND a."status" = ${STATUS.scheduled}
      WHERE r."campaignId" = $1 AND r."status" = ${STATUS.queued} AND a."dueAt" > $2 AND a."deferral" IS NOT NULL
      GROUP BY 1
      ORDER BY 2 DESC`,
    [campaignId, now],
  );

/** What the texts of one wording brought. */
export interface ArmResult extends Record<string, unknown> {
  arm: string;
  sent: number;
  delivered: number;
  credits: number;
  /** People who clicked, and texts that a machine clicked. */
  clicks: number;
  machineClicks: number;
  /** People who ordered, and what, without cancelled orders, by currency. */
  orders: number;
  optOuts: number;
  /** Net of refunds, and gross with cancelled orders. */
  revenue: { currency: string; amount: string; gross: string }[];
}

/**
 * Reads what each wording brought so far. Each recipient's text is read by a subquery of its own (`OFFSET 0`): a plan of the
 * time before the campaign would compare all texts with all recipients.
 */
export const readArmResults = (sql: Sql, campaignId: string): Promise<ArmResult[]> =>
  query(
    sql,
    `
      WITH text AS (
        SELECT r."arm", r."customerId", m."id", m."status", m."credits", m."direction", m."channel", m."shopId", m."createdAt"
        FROM "CampaignRecipient" r
          CROSS JOIN LATERAL (
            SELECT *
            FROM "Message"
            WHERE "sequenceId" = r."sequenceId"
              AND "direction" = 'outbound'
              AND "status" IN (${STATUS.sent}, ${STATUS.delivered}, ${STATUS.undelivered}, ${STATUS.unknown})
            OFFSET 0
          ) m
        WHERE r."campaignId" = $1 AND r."sequenceId" IS NOT NULL
      )
      SELECT t."arm", count(*)::int AS "sent",
        count(*) FILTER (WHERE t."status" = ${STATUS.delivered})::int AS "delivered",
        coalesce(sum(t."credits"), 0)::int AS "credits",
        count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "ShortLink" k WHERE k."messageId" = t."id"
          AND k."clicks" > 0))::int AS "clicks",
        count(*) FILTER (WHERE EXISTS (
          SELECT 1 FROM "ShortLink" k WHERE k."messageId" = t."id" AND k."machineClicks" > 0
        ))::int AS "machineClicks",
        count(*) FILTER (WHERE EXISTS (
          SELECT 1 FROM "StoreOrder" o WHERE o."messageId" = t."id" AND o."cancelledAt" IS NULL
        ))::int AS "orders",
        count(*) FILTER (WHERE EXISTS (
          SELECT 1
          FROM (SELECT * FROM "ConsentEvent" WHERE "customerId" = t."customerId" OFFSET 0) e
          WHERE e."shopId" = t."shopId" AND e."state" = ${STATUS.unsubscribed} AND ${ledToOptOut("t", "e")}
        ))::int AS "optOuts",
        coalesce((
          SELECT json_agg(json_build_object(
            'currency', sum."currency", 'amount', sum."net"::text, 'gross', sum."gross"::text
          ))
          FROM (
            SELECT o."currency", sum(o."net") AS "net", sum(o."gross") AS "gross"
            FROM "StoreOrder" o
              JOIN text u ON u."id" = o."messageId"
            WHERE u."arm" = t."arm" AND o."currency" IS NOT NULL
            GROUP BY 1
          ) sum
        ), '[]'::json) AS "revenue"
      FROM text t
      GROUP BY t."arm"
      ORDER BY t."arm"`,
    [campaignId],
  );

/** Counts the recipients of each wording who ordered with the code that was made for them. */
export const countRedeemed = (sql: Sql, campaignId: string): Promise<{ arm: string; recipients: number }[]> =>
  query(
    sql,
    `
      SELECT r."arm", count(*)::int AS "recipients"
      FROM "CampaignRecipient" r
        JOIN "AutomationSequence" q ON q."id" = r."sequenceId" AND q."outputs"->'discount'->>'code' IS NOT NULL
      WHERE r."campaignId" = $1
        AND EXISTS (
          SELECT 1
          FROM "StoreOrder" o
          WHERE o."customerId" = r."customerId"
            AND o."shopId" = r."shopId"
            AND o."cancelledAt" IS NULL
            AND o."told"->'facts'->'discount_codes' @> to_jsonb(q."outputs"->'discount'->>'code')
        )
      GROUP BY 1`,
    [campaignId],
  );

/** A recipient, for the page. */
export interface RecipientLine extends Record<string, unknown> {
  id: string;
  customerId: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  arm: string | null;
  status: CampaignRecipientStatus;
  reason: string | null;
  dueAt: Instant;
  /** When Shopify had the recipient's code; null before, and without one. */
  codeMadeAt: Instant | null;
  messageStatus: MessageStatus | null;
}

/** A page of the recipients of a campaign, by id, of one status or of all. */
export const listRecipients = (
  sql: Sql,
  campaignId: string,
  { status, after, limit }: { status: CampaignRecipientStatus | null; after: string | null; limit: number },
): Promise<RecipientLine[]> =>
  query(
    sql,
    `
      SELECT r."id", r."customerId", c."firstName", c."lastName", s."address" AS "phone", r."arm", r."status",
        r."reason", r."dueAt", r."codeMadeAt",
        (
          SELECT m."status" FROM "Message" m
          WHERE m."sequenceId" = r."sequenceId" AND m."direction" = 'outbound'
          ORDER BY m."createdAt" DESC LIMIT 1
        ) AS "messageStatus"
      FROM "CampaignRecipient" r
        LEFT JOIN "Customer" c ON c."id" = r."customerId"
        LEFT JOIN "Subscriber" s ON s."id" = r."subscriberId"
      WHERE r."campaignId" = $1
        AND ($2::"CampaignRecipientStatus" IS NULL OR r."status" = $2)
        AND ($3::uuid IS NULL OR r."id" > $3)
      ORDER BY r."id" LIMIT $4`,
    [campaignId, status, after, limit],
  );
