import { EARLIER_HOURS, type GroupFigures } from "#core/analytics/group-figures.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { GROUP_FIGURES, spentBefore, spentFrom } from "./group-figures.ts";

export interface HoldoutPeriod extends Record<string, unknown> {
  id: string;
  percent: number;
  startedAt: Instant;
  endedAt: Instant | null;
}

/** The periods of a shop's holdout, newest first. */
export const listHoldoutPeriods = (sql: Sql, shopId: string, limit: number): Promise<HoldoutPeriod[]> =>
  query(
    sql,
    `
      SELECT "id", "percent", "startedAt", "endedAt"
      FROM "HoldoutPeriod"
      WHERE "shopId" = $1
      ORDER BY "startedAt" DESC, "id" DESC LIMIT $2`,
    [shopId, limit],
  );

/** Ends the running period, and begins the next one unless no customer is held out any more. */
export async function changeHoldoutPeriod(
  sql: Sql,
  { id, shopId, percent, now }: { id: string; shopId: string; percent: number; now: Instant },
): Promise<void> {
  await query(sql, `UPDATE "HoldoutPeriod" SET "endedAt" = $2 WHERE "shopId" = $1 AND "endedAt" IS NULL`, [
    shopId,
    now,
  ]);
  if (percent > 0)
    await query(sql, `INSERT INTO "HoldoutPeriod" ("id", "shopId", "percent", "startedAt") VALUES ($1, $2, $3, $4)`, [
      id,
      shopId,
      percent,
      now,
    ]);
}

/** Records which customers marketing was meant for in the shops' running periods; the first time counts. */
export async function recordHoldoutMembers(
  sql: Sql,
  members: readonly { shopId: string; customerId: string; heldOut: boolean; enteredAt: Instant }[],
): Promise<void> {
  if (members.length === 0) return;
  await batch(
    sql,
    `
      INSERT INTO "HoldoutMember" ("shopId", "periodId", "customerId", "heldOut", "enteredAt")
      SELECT i."shopId", p."id", i."customerId", i."heldOut", i."enteredAt"
      FROM json_to_recordset($1::json) AS i("shopId" uuid, "customerId" uuid, "heldOut" boolean, "enteredAt" timestamptz)
        JOIN "HoldoutPeriod" p ON p."shopId" = i."shopId" AND p."endedAt" IS NULL
      ORDER BY p."id", i."customerId"
      ON CONFLICT DO NOTHING`,
    members,
  );
}

/** What both groups of a period spent from the first message that was meant for them until its end. */
export async function readHoldoutFigures(
  sql: Sql,
  periodId: string,
  { until, currency }: { until: Instant; currency: string },
): Promise<{ treated: GroupFigures | null; heldOut: GroupFigures | null }> {
  const rows = await query<GroupFigures & { group: string } & Record<string, unknown>>(
    sql,
    `
      WITH person AS (
        SELECT m."customerId", m."heldOut"::text AS "group", ${spentFrom('m."enteredAt"')} AS "y",
          ${spentBefore('m."enteredAt"')} AS "x"
        FROM "HoldoutMember" m
          LEFT JOIN "StoreOrder" o ON o."customerId" = m."customerId"
            AND o."shopId" = m."shopId"
            AND o."currency" = $3
            AND o."cancelledAt" IS NULL
            AND o."placedAt" >= m."enteredAt" - make_interval(hours => ${EARLIER_HOURS})
            AND o."placedAt" < $2
        WHERE m."periodId" = $1
        GROUP BY m."customerId", m."heldOut"
      ),
      ${GROUP_FIGURES}`,
    [periodId, until, currency],
  );
  const group = (heldOut: boolean) => rows.find((row) => row.group === String(heldOut)) ?? null;
  return { treated: group(false), heldOut: group(true) };
}
