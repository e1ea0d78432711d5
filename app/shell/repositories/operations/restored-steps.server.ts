import type { Reason } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const RESTORED = "restored" satisfies Reason;
/** Steps that a restore holds: paused or resumed automations keep their own. */
const HELD_BY_RESTORE = `
  a."status" = ${STATUS.scheduled} AND a."held" AND a."deferral"->>'reason' = '${RESTORED}'`;

/**
 * Holds the steps that are due when a back-up is restored: what was due since the copy may have been done already.
 * @returns their number
 */
export async function holdRestoredSteps(sql: Sql, now: Instant): Promise<number> {
  const rows = await query(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = true, "deferral" = jsonb_build_object('reason', '${RESTORED}', 'checks', '[]'::jsonb)
      WHERE a."status" = ${STATUS.scheduled} AND NOT a."held" AND a."dueAt" <= $1
      RETURNING a."id"`,
    [now],
  );
  return rows.length;
}

/** Records when the copy was made, by the newest that it holds, and when it was restored. */
export const recordRestore = (sql: Sql, now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Shop"
      SET "restoredAt" = $1, "recoveredAt" = NULL, "chargesReadAt" = NULL, "consentsReadAt" = NULL,
        "copiedAt" = coalesce(
          greatest(
            (SELECT max("createdAt") FROM "AutomationLog"),
            (SELECT max("createdAt") FROM "Message"),
            (SELECT max("receivedAt") FROM "StoreEvent")
          ),
          "createdAt"
        )`,
    [now],
  );

/** When the oldest copy was made whose later texts are not read from the provider yet; null when all are. */
export async function findUnreadCopy(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    sql,
    `SELECT min("copiedAt") AS "at" FROM "Shop" WHERE "restoredAt" IS NOT NULL AND "recoveredAt" IS NULL`,
  );
  return row?.at ?? null;
}

/** Records that the texts since the copy were read from the provider. @param except shops whose texts are not */
export const recordRecovered = (sql: Sql, except: readonly string[], now: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Shop"
      SET "recoveredAt" = $1
      WHERE "restoredAt" IS NOT NULL AND "recoveredAt" IS NULL AND "id" <> ALL($2::uuid[])`,
    [now, except],
  );

/** Records that the consents since the copy were read from Shopify. */
export const recordConsentsRead = (sql: Sql, shopId: string, now: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "consentsReadAt" = $2 WHERE "id" = $1`, [shopId, now]);

/** Installed shops whose charges since the restored copy are not read from Shopify yet. */
export const findUnreadCharges = (sql: Sql): Promise<{ id: string; domain: string; copiedAt: Instant }[]> =>
  query(
    sql,
    `
      SELECT "id", "domain", "copiedAt"
      FROM "Shop"
      WHERE "restoredAt" IS NOT NULL AND "chargesReadAt" IS NULL AND "uninstalledAt" IS NULL
      ORDER BY "id"`,
  );

/** Records that a shop's charges since the copy were read from Shopify. */
export const recordChargesRead = (sql: Sql, shopId: string, now: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "chargesReadAt" = $2 WHERE "id" = $1`, [shopId, now]);

/**
 * Pauses the campaigns that were going on or due when a back-up is restored: they may have been sent since the copy.
 * @returns how many
 */
export async function pauseRestoredCampaigns(sql: Sql, now: Instant): Promise<number> {
  const paused = await query<{ automationId: string | null }>(
    sql,
    `
      UPDATE "Campaign"
      SET "status" = ${STATUS.paused}, "pausedReason" = '${RESTORED}', "pausedAt" = $1, "nextLookAt" = NULL, "updatedAt" = $1
      WHERE "status" = ${STATUS.sending} OR "status" = ${STATUS.scheduled} AND "scheduledAt" <= $1
      RETURNING "automationId"`,
    [now],
  );
  await query(sql, `UPDATE "Automation" SET "status" = ${STATUS.paused} WHERE "id" = ANY($1::uuid[])`, [
    paused.flatMap(({ automationId }) => automationId ?? []),
  ]);
  return paused.length;
}

/** A step that a restore holds. */
export interface RestoredStep extends Record<string, unknown> {
  id: string;
  domain: string;
  automation: string;
  stepId: string;
  phone: string | null;
  dueAt: Instant;
}

/** @param domain one shop's; null for all */
export const listRestoredSteps = (sql: Sql, domain: string | null): Promise<RestoredStep[]> =>
  query(
    sql,
    `
      SELECT a."id", s."domain", t."name" AS "automation", a."stepId", c."phone", a."dueAt"
      FROM "ScheduledAutomation" a
        JOIN "Shop" s ON s."id" = a."shopId"
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        JOIN "Automation" t ON t."id" = q."automationId"
        JOIN "Customer" c ON c."id" = q."customerId"
      WHERE ${HELD_BY_RESTORE} AND ($1::text IS NULL OR s."domain" = $1)
      ORDER BY a."dueAt", a."id"`,
    [domain],
  );

/**
 * Releases steps that a restore holds, to run now.
 * @param skip the messages are skipped, and their sequences go on behind them
 */
export async function releaseRestoredSteps(sql: Sql, ids: readonly string[], skip: boolean): Promise<void> {
  if (skip)
    await query(
      sql,
      `
        UPDATE "AutomationSequence" q
        SET "skippedSteps" = q."skippedSteps" || a."stepId"
        FROM "ScheduledAutomation" a
        WHERE a."sequenceId" = q."id" AND a."id" = ANY($1::uuid[]) AND NOT a."stepId" = ANY(q."skippedSteps")
          AND ${HELD_BY_RESTORE}`,
      [ids],
    );
  await query(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = false, "deferral" = NULL
      WHERE a."id" = ANY($1::uuid[]) AND ${HELD_BY_RESTORE}`,
    [ids],
  );
}
