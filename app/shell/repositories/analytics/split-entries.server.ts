import { COUNTS_FOR_HOURS, EARLIER_HOURS, type GroupFigures } from "#core/analytics/group-figures.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { GROUP_FIGURES, spentBefore, spentFrom } from "./group-figures.ts";

/** A customer at a split. */
export interface SplitEntry {
  shopId: string;
  automationId: string;
  stepId: string;
  customerId: string;
  arm: string;
  sendable: boolean;
  enteredAt: Instant;
}

/** Records who reached a split and took which arm. The first time counts at which the customer could be texted. */
export async function recordSplitEntries(sql: Sql, entries: readonly SplitEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await batch(
    sql,
    `
      INSERT INTO "SplitEntry" ("shopId", "automationId", "stepId", "customerId", "arm", "sendable", "enteredAt")
      SELECT DISTINCT ON ("automationId", "stepId", "customerId")
        "shopId", "automationId", "stepId", "customerId", "arm", "sendable", "enteredAt"
      FROM json_to_recordset($1::json) AS i(
        "shopId" uuid, "automationId" uuid, "stepId" text, "customerId" uuid, "arm" text, "sendable" boolean,
        "enteredAt" timestamptz
      )
      ORDER BY "automationId", "stepId", "customerId"
      ON CONFLICT ("automationId", "stepId", "customerId") DO UPDATE
      SET "sendable" = true, "enteredAt" = excluded."enteredAt", "arm" = excluded."arm"
      WHERE NOT "SplitEntry"."sendable" AND excluded."sendable"`,
    entries,
  );
}

/** The arms that customers took at splits before, by the id of the row that asks. */
export async function readEarlierArms(
  sql: Sql,
  rows: readonly { id: string; automationId: string; stepId: string; customerId: string }[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const found = await batch<{ id: string; arm: string }>(
    sql,
    `
      SELECT i."id", e."arm"
      FROM json_to_recordset($1::json) AS i("id" uuid, "automationId" uuid, "stepId" text, "customerId" uuid)
        JOIN "SplitEntry" e ON e."automationId" = i."automationId"
          AND e."stepId" = i."stepId"
          AND e."customerId" = i."customerId"`,
    rows.map(({ id, automationId, stepId, customerId }) => ({ id, automationId, stepId, customerId })),
  );
  return new Map(found.map(({ id, arm }) => [id, arm]));
}

/** What the people of a split's arms spent, by what they were meant to get. */
export interface SplitFigures {
  byArm: Map<string, GroupFigures>;
  /** When the last person who counts reached the split; null without one. */
  lastAt: Instant | null;
}

/** Sums up a split: those who could be texted when they reached it, from `since` on. Refunds are taken off. */
export async function readSplitFigures(
  sql: Sql,
  { automationId, stepId, since, currency }: { automationId: string; stepId: string; since: Instant; currency: string },
): Promise<SplitFigures> {
  const rows = await query<GroupFigures & { group: string } & Record<string, unknown>>(
    sql,
    `
      WITH person AS (
        SELECT e."customerId", e."arm" AS "group", ${spentFrom('e."enteredAt"')} AS "y", ${spentBefore('e."enteredAt"')} AS "x"
        FROM "SplitEntry" e
          LEFT JOIN "StoreOrder" o ON o."customerId" = e."customerId"
            AND o."shopId" = e."shopId"
            AND o."currency" = $4
            AND o."cancelledAt" IS NULL
            AND o."placedAt" >= e."enteredAt" - make_interval(hours => ${EARLIER_HOURS})
            AND o."placedAt" < e."enteredAt" + make_interval(hours => ${COUNTS_FOR_HOURS})
        WHERE e."automationId" = $1 AND e."stepId" = $2 AND e."sendable" AND e."enteredAt" >= $3
        GROUP BY e."customerId", e."arm"
      ),
      ${GROUP_FIGURES}`,
    [automationId, stepId, since, currency],
  );
  const [last] = await query<{ at: Instant | null }>(
    sql,
    `
      SELECT max("enteredAt") AS "at"
      FROM "SplitEntry"
      WHERE "automationId" = $1 AND "stepId" = $2 AND "sendable" AND "enteredAt" >= $3`,
    [automationId, stepId, since],
  );
  return { byArm: new Map(rows.map(({ group, ...figures }) => [group, figures])), lastAt: last?.at ?? null };
}
