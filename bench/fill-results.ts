import type pg from "pg";
import { allowLongStatements, query, transaction } from "#shell/db/sql.server.ts";

/**
 * Gives the texts of a filled log what Results reads: their sequence and step, a link that a third of them follow, an
 * order for each tenth, and an opt-out for each fiftieth.
 */
export const fillResults = (pool: pg.Pool): Promise<void> =>
  transaction(pool, async (sql) => {
    await allowLongStatements(sql);
    await query(
      sql,
      `
        CREATE TEMPORARY TABLE sent ON COMMIT DROP AS
        SELECT m."id" AS "messageId", m."shopId", m."customerId", m."createdAt" AS "at", l."id" AS "logId",
          l."automationId", t."currentVersionId" AS "versionId", t."draft"->'steps'->-1->>'id' AS "stepId",
          gen_random_uuid() AS "sequenceId", gen_random_uuid() AS "stepRowId", row_number() OVER () AS n
        FROM (SELECT *, row_number() OVER (PARTITION BY "shopId" ORDER BY "createdAt") AS "at" FROM "Message") m
        JOIN (
          SELECT *, row_number() OVER (PARTITION BY "shopId" ORDER BY "createdAt") AS "at"
          FROM "AutomationLog"
          WHERE "status" = 'sent'
        ) l ON l."shopId" = m."shopId" AND l."at" = m."at"
        JOIN "Automation" t ON t."id" = l."automationId"`,
    );
    await query(
      sql,
      `
        INSERT INTO "AutomationSequence" (
          "id", "shopId", "automationId", "versionId", "customerId", "status", "dedupeKey", "subject", "facts",
          "factsAt", "startedAt", "completedAt"
        )
        SELECT "sequenceId", "shopId", "automationId", "versionId", "customerId", 'completed', 'bench:' || n,
          'bench:' || n, '{}', "at", "at", "at"
        FROM sent`,
    );
    await query(
      sql,
      `
        INSERT INTO "ScheduledAutomation" (
          "id", "shopId", "sequenceId", "stepId", "dueAt", "status", "executedAt", "createdAt"
        )
        SELECT "stepRowId", "shopId", "sequenceId", "stepId", "at", 'executed', "at", "at"
        FROM sent`,
    );
    await query(
      sql,
      `
        UPDATE "Message" m
        SET "sequenceId" = s."sequenceId", "scheduledAutomationId" = s."stepRowId"
        FROM sent s
        WHERE m."id" = s."messageId"`,
    );
    await query(
      sql,
      `
        UPDATE "AutomationLog" l
        SET "messageId" = s."messageId", "stepId" = s."stepId", "sequenceId" = s."sequenceId"
        FROM sent s
        WHERE l."id" = s."logId"`,
    );
    await query(
      sql,
      `
        INSERT INTO "ShortLink" ("code", "shopId", "messageId", "customerId", "target", "clicks", "createdAt")
        SELECT 'bench' || n, "shopId", "messageId", "customerId", 'https://juniper.myshopify.com', 1, "at"
        FROM sent
        WHERE n % 3 = 0`,
    );
    await query(
      sql,
      `
        INSERT INTO "LinkClick" (
          "id", "shopId", "code", "messageId", "customerId", "automationId", "stepId", "at", "agent"
        )
        SELECT gen_random_uuid(), "shopId", 'bench' || n, "messageId", "customerId", "automationId", "stepId",
          "at" + interval '1 hour', 'phone'
        FROM sent
        WHERE n % 3 = 0`,
    );
    await query(
      sql,
      `
        INSERT INTO "StoreOrder" (
          "shopId", "orderId", "customerId", "total", "currency", "placedAt", "gross", "net", "messageId",
          "automationId", "creditedBy"
        )
        SELECT "shopId", n::text, "customerId", 50, 'USD', "at" + interval '2 hours', 50, 45, "messageId",
          "automationId", 'click'
        FROM sent
        WHERE n % 10 = 0`,
    );
    await query(
      sql,
      `
        INSERT INTO "ConsentEvent" (
          "id", "shopId", "customerId", "channel", "address", "addressHash", "state", "previous", "source",
          "occurredAt", "createdAt"
        )
        SELECT gen_random_uuid(), s."shopId", s."customerId", 'sms', m."to", m."to", 'unsubscribed', 'subscribed',
          'sms_keyword', s."at" + interval '10 minutes', s."at" + interval '10 minutes'
        FROM sent s
        JOIN "Message" m ON m."id" = s."messageId"
        WHERE n % 50 = 0`,
    );
  });
