import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import { ledToOptOut } from "../consent/opt-outs.ts";
import { BY_PERSON, STEP_OF_MESSAGE } from "../sending/link-clicks.server.ts";

/** A step of an automation or of a campaign's automation. */
export interface StepKey extends Record<string, unknown> {
  automationId: string;
  stepId: string;
}

/** What a step sent. */
export interface StepTexts extends StepKey {
  sent: number;
  delivered: number;
  /** Texts that could not be sent, and those that were sent and did not arrive. */
  failed: number;
  credits: number;
}

/**
 * Counts the texts of a shop by step, in consecutive ranges. Reads by automation, from an index.
 * @param starts of the ranges, ascending; `at` is 1 for the first
 */
export const countStepTexts = (
  sql: Sql,
  shopId: string,
  { starts, until }: { starts: readonly Instant[]; until: Instant },
): Promise<(StepTexts & { at: number })[]> =>
  query(
    sql,
    `
      SELECT width_bucket(l."createdAt", $2::timestamptz[]) AS "at", a."id" AS "automationId", l."stepId",
        count(*) FILTER (WHERE l."status" = ${STATUS.sent})::int AS "sent",
        count(*) FILTER (WHERE m."status" = ${STATUS.delivered})::int AS "delivered",
        count(*) FILTER (
          WHERE l."status" = ${STATUS.failed} OR m."status" IN (${STATUS.undelivered}, ${STATUS.failed})
        )::int AS "failed",
        coalesce(sum(m."credits") FILTER (WHERE l."status" = ${STATUS.sent}), 0)::int AS "credits"
      FROM "Automation" a
        JOIN "AutomationLog" l ON l."automationId" = a."id"
          AND l."action" = 'send_sms'
          AND l."status" IN (${STATUS.sent}, ${STATUS.failed})
          AND l."createdAt" >= $3
          AND l."createdAt" < $4
        LEFT JOIN "Message" m ON m."id" = l."messageId"
      WHERE a."shopId" = $1 AND NOT a."internal" AND l."stepId" IS NOT NULL
      GROUP BY 1, 2, 3`,
    [shopId, starts, starts[0], until],
  );

/** Past days whose texts were counted. */
export const readCountedSteps = (
  sql: Sql,
  { shopId, timezone, from, to }: { shopId: string; timezone: string; from: string; to: string },
): Promise<{ day: string; steps: StepTexts[] }[]> =>
  query(
    sql,
    `
      SELECT "day", "steps"
      FROM "DailyStepTexts"
      WHERE "shopId" = $1 AND "timezone" = $2 AND "day" >= $3 AND "day" <= $4`,
    [shopId, timezone, from, to],
  );

/** Keeps counted days; those of a former time zone go. */
export async function keepCountedSteps(
  sql: Sql,
  { shopId, timezone }: { shopId: string; timezone: string },
  days: readonly { day: string; steps: readonly StepTexts[] }[],
): Promise<void> {
  await insert(
    sql,
    "DailyStepTexts",
    days.map((day) => ({ ...day, shopId, timezone })),
    "ON CONFLICT DO NOTHING",
  );
  await query(sql, `DELETE FROM "DailyStepTexts" WHERE "shopId" = $1 AND "timezone" <> $2`, [shopId, timezone]);
}

/** A period, and the one before it. */
export interface Periods {
  shopId: string;
  earlier: Instant;
  from: Instant;
  until: Instant;
}
type InPeriod<T> = T & { isEarlier: boolean };

/** Texts that were clicked: each once, whatever its number of clicks. */
export interface StepClicks extends StepKey {
  /** By a person. */
  clicked: number;
  /** By a machine. */
  machines: number;
}

export const countStepClicks = (sql: Sql, { shopId, earlier, from, until }: Periods): Promise<InPeriod<StepClicks>[]> =>
  query(
    sql,
    `
      SELECT "isEarlier", "automationId", "stepId", count(*) FILTER (WHERE "person")::int AS "clicked",
        count(*) FILTER (WHERE "machine")::int AS "machines"
      FROM (
        SELECT k."messageId", k."at" < $3 AS "isEarlier", k."automationId", k."stepId", bool_or(${BY_PERSON}) AS "person",
          bool_or(NOT ${BY_PERSON}) AS "machine"
        FROM "LinkClick" k
        WHERE k."shopId" = $1
          AND k."at" >= $2
          AND k."at" < $4
          AND k."messageId" IS NOT NULL
          AND k."automationId" IS NOT NULL
          AND k."stepId" IS NOT NULL
        GROUP BY 1, 2, 3, 4
      ) k
      GROUP BY 1, 2, 3`,
    [shopId, earlier, from, until],
  );

/** Orders that were credited to a step, in one currency. */
export interface StepOrders extends StepKey {
  currency: string;
  /** Without cancelled ones. */
  orders: number;
  /** Decimal texts. */
  gross: string;
  net: string;
}

export const sumStepOrders = (sql: Sql, { shopId, earlier, from, until }: Periods): Promise<InPeriod<StepOrders>[]> =>
  query(
    sql,
    `
      SELECT o."placedAt" < $3 AS "isEarlier", q."automationId", s."stepId", o."currency",
        count(*) FILTER (WHERE o."cancelledAt" IS NULL)::int AS "orders", coalesce(sum(o."gross"), 0)::text AS "gross",
        coalesce(sum(o."net"), 0)::text AS "net"
      FROM "StoreOrder" o
        JOIN "Message" m ON m."id" = o."messageId"
        ${STEP_OF_MESSAGE}
      WHERE o."shopId" = $1 AND o."placedAt" >= $2 AND o."placedAt" < $4 AND o."currency" IS NOT NULL
      GROUP BY 1, 2, 3, 4`,
    [shopId, earlier, from, until],
  );

export interface StepOptOuts extends StepKey {
  optOuts: number;
}

export const countStepOptOuts = (
  sql: Sql,
  { shopId, earlier, from, until }: Periods,
): Promise<InPeriod<StepOptOuts>[]> =>
  query(
    sql,
    `
      SELECT e."occurredAt" < $3 AS "isEarlier", q."automationId", s."stepId", count(*)::int AS "optOuts"
      FROM "ConsentEvent" e
        JOIN "Message" m ON ${ledToOptOut("m", "e")}
        ${STEP_OF_MESSAGE}
      WHERE e."shopId" = $1 AND e."state" = ${STATUS.unsubscribed} AND e."previous" <> ${STATUS.unsubscribed}
        AND e."occurredAt" >= $2 AND e."occurredAt" < $4
      GROUP BY 1, 2, 3`,
    [shopId, earlier, from, until],
  );

/** The automations of rows, with the definition that they run and the campaign that they belong to. */
export const findResultSources = (
  sql: Sql,
  shopId: string,
  automationIds: readonly string[],
): Promise<{ id: string; name: string; definition: unknown; campaignId: string | null }[]> =>
  query(
    sql,
    `
      SELECT a."id", coalesce(c."name", a."name") AS "name", coalesce(v."definition", a."draft") AS "definition",
        c."id" AS "campaignId"
      FROM "Automation" a
        LEFT JOIN "AutomationVersion" v ON v."id" = a."currentVersionId"
        LEFT JOIN "Campaign" c ON c."automationId" = a."id"
      WHERE a."shopId" = $1 AND a."id" = ANY($2::uuid[])`,
    [shopId, automationIds],
  );
