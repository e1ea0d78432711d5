import { manualAutomation } from "#core/automations/manual-automation.ts";
import type { FlowTriggerFacts, FlowTriggerHandle } from "#core/automations/flow-triggers.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const WANTED = `"settings"->'flowTriggers' = 'true'::jsonb AND "uninstalledAt" IS NULL`;

/** Begins with the shops that want triggers from now on, and ends with those that want none any more. */
export async function followFlowSetting(sql: Sql, now: Instant): Promise<void> {
  await query(sql, `UPDATE "Shop" SET "flowTriggersSince" = $1 WHERE "flowTriggersSince" IS NULL AND ${WANTED}`, [now]);
  await query(
    sql,
    `
      WITH ended AS (
        UPDATE "Shop" SET "flowTriggersSince" = NULL
        WHERE "flowTriggersSince" IS NOT NULL AND NOT coalesce(${WANTED}, false)
        RETURNING "id"
      )
      UPDATE "FlowTrigger" f
      SET "dueAt" = NULL, "failure" = 'turned off'
      FROM ended e
      WHERE f."shopId" = e."id" AND f."dueAt" IS NOT NULL`,
    [],
  );
}

export const shopsThatTellFlow = (sql: Sql): Promise<{ id: string; since: Instant }[]> =>
  query(sql, `SELECT "id", "flowTriggersSince" AS "since" FROM "Shop" WHERE "flowTriggersSince" IS NOT NULL`, []);

/** What happened in shop `$1` since `$2` to customers with an account, as id and customer. */
const happened: Record<FlowTriggerHandle, string> = {
  "text-sent": `
    SELECT l."messageId" AS "id", l."customerId"
    FROM "AutomationLog" l
    JOIN "Automation" a ON a."id" = l."automationId"
    WHERE l."shopId" = $1 AND l."createdAt" >= $2 AND l."action" = 'send_sms' AND l."status" = ${STATUS.sent}
      AND l."messageId" IS NOT NULL AND a."libraryKey" IS DISTINCT FROM '${manualAutomation.test.key}'`,
  "text-replied": `
    SELECT m."id", m."customerId"
    FROM "Message" m
    WHERE m."shopId" = $1 AND m."createdAt" >= $2 AND m."direction" = 'inbound' AND m."channel" = 'sms'`,
  "opted-out": `
    SELECT e."id", e."customerId"
    FROM "ConsentEvent" e
    WHERE e."shopId" = $1 AND e."createdAt" >= $2 AND e."channel" = 'sms' AND e."state" = ${STATUS.unsubscribed}
      AND e."previous" <> ${STATUS.unsubscribed}`,
  "automation-finished": `
    SELECT q."id", q."customerId"
    FROM "AutomationSequence" q
    JOIN "Automation" a ON a."id" = q."automationId" AND NOT a."internal"
    WHERE q."shopId" = $1 AND q."completedAt" >= $2 AND q."status" = ${STATUS.completed}`,
};

/** Notes what happened since a time as triggers to send, each once. */
export async function collectFlowTriggers(sql: Sql, shopId: string, since: Instant, now: Instant): Promise<void> {
  for (const [handle, events] of Object.entries(happened))
    await query(
      sql,
      `
        INSERT INTO "FlowTrigger" ("id", "shopId", "handle", "subjectId", "dueAt", "createdAt")
        SELECT gen_random_uuid(), $1, $3, h."id", $4, $4
        FROM (${events}) h
        JOIN "Customer" c ON c."id" = h."customerId" AND c."shopifyId" IS NOT NULL AND c."erasedAt" IS NULL
        ON CONFLICT ("shopId", "handle", "subjectId") DO NOTHING`,
      [shopId, since, handle, now],
    );
}

export const saveFlowSince = (sql: Sql, shopId: string, since: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Shop" SET "flowTriggersSince" = $2 WHERE "id" = $1 AND "flowTriggersSince" IS NOT NULL`, [
    shopId,
    since,
  ]);

/** A claimed trigger; without an account, its customer has been erased in the meantime. */
export interface ClaimedTrigger extends Record<string, unknown>, Omit<FlowTriggerFacts, "shopifyId"> {
  shopifyId: string | null;
  domain: string;
  attempts: number;
}

/** Claims due triggers, those due first; a claim that its process does not end lapses at `until`. */
export async function claimFlowTriggers(
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<ClaimedTrigger[]> {
  const claimed = await query<{ id: string }>(
    sql,
    `
      UPDATE "FlowTrigger" f
      SET "dueAt" = $2, "attempts" = f."attempts" + 1
      FROM (
        SELECT "id"
        FROM "FlowTrigger"
        WHERE "dueAt" <= $1
        ORDER BY "dueAt", "id" LIMIT $3 FOR UPDATE SKIP LOCKED
      ) due
      WHERE f."id" = due."id"
      RETURNING f."id"`,
    [now, until, limit],
  );
  return query(
    sql,
    `
      SELECT f."id", f."handle", f."attempts", s."domain", c."shopifyId", a."name" AS "automation",
        m."body" AS "message", e."source"
      FROM "FlowTrigger" f
      JOIN "Shop" s ON s."id" = f."shopId"
      LEFT JOIN "Message" m ON f."handle" IN ('text-sent', 'text-replied') AND m."id" = f."subjectId"
      LEFT JOIN "AutomationSequence" q
        ON q."id" = CASE WHEN f."handle" = 'automation-finished' THEN f."subjectId" ELSE m."sequenceId" END
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      LEFT JOIN "ConsentEvent" e ON f."handle" = 'opted-out' AND e."id" = f."subjectId"
      LEFT JOIN "Customer" c
        ON c."id" = coalesce(m."customerId", q."customerId", e."customerId") AND c."erasedAt" IS NULL
      WHERE f."id" = ANY($1::uuid[])
      ORDER BY f."createdAt", f."id"`,
    [claimed.map(({ id }) => id)],
  );
}

/** Records what came of an attempt. */
export const saveFlowAttempt = (
  sql: Sql,
  id: string,
  { dueAt, sentAt, failure }: { dueAt: Instant | null; sentAt: Instant | null; failure: string | null },
): Promise<unknown> =>
  query(sql, `UPDATE "FlowTrigger" SET "dueAt" = $2, "sentAt" = $3, "failure" = $4 WHERE "id" = $1`, [
    id,
    dueAt,
    sentAt,
    failure,
  ]);
