import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { describeOnEachDatabase } from "#tests/support/database.ts";

/** The rows that a step needs around it, each with the same id. */
const FIXTURE = [
  `INSERT INTO "Shop" (id, domain, name, "installedAt") VALUES ($1, 'a.myshopify.com', 'A', now())`,
  `INSERT INTO "Customer" (id, "shopId") VALUES ($1, $1)`,
  `
    INSERT INTO "Automation" (id, "shopId", name, trigger, draft, "updatedAt")
      VALUES ($1, $1, 'A', 'order_created', '{}', now())`,
  `INSERT INTO "AutomationVersion" (id, "shopId", "automationId", version, definition) VALUES ($1, $1, $1, 1, '{}')`,
  `
    INSERT INTO "AutomationSequence" (id, "shopId", "automationId", "versionId", "customerId", "dedupeKey", subject,
      facts, "factsAt", "startedAt")
   VALUES ($1, $1, $1, $1, $1, 'cause', 'order:1', '{}', now(), now())`,
  `INSERT INTO "ScheduledAutomation" (id, "shopId", "sequenceId", "stepId", "dueAt") VALUES ($1, $1, $1, 'one', now())`,
  `
    INSERT INTO "StoreEvent" (id, "shopId", topic, "eventId", "webhookId", "triggeredAt", "receivedAt")
      VALUES ($1, $1, 'orders/create', 'e', 'w', now(), now())`,
];

describeOnEachDatabase("a status says when and why", (database) => {
  const id = randomUUID();
  const query = (sql: string) => database().pool.query(sql);
  beforeEach(async () => {
    for (const statement of FIXTURE) await database().pool.query(statement, [id]);
  });

  test.for([
    [
      "a step executed without its time",
      `UPDATE "ScheduledAutomation" SET status = 'executed'`,
      "ScheduledAutomation_ends_with_proof",
    ],
    [
      "a step failed without its error",
      `UPDATE "ScheduledAutomation" SET status = 'failed'`,
      "ScheduledAutomation_ends_with_proof",
    ],
    [
      "a step cancelled without its time",
      `UPDATE "ScheduledAutomation" SET status = 'cancelled'`,
      "ScheduledAutomation_ends_with_proof",
    ],
    [
      "a sequence completed without its time",
      `UPDATE "AutomationSequence" SET status = 'completed'`,
      "AutomationSequence_ends_with_time",
    ],
    [
      "a running sequence with an end",
      `UPDATE "AutomationSequence" SET "completedAt" = now()`,
      "AutomationSequence_ends_with_time",
    ],
    ["an event ignored without a reason", `UPDATE "StoreEvent" SET status = 'ignored'`, "StoreEvent_says_why"],
    [
      "a skip without a reason",
      `
        INSERT INTO "AutomationLog" (id, "shopId", action, status, "createdAt")
          SELECT gen_random_uuid(), id, 'send_sms', 'skipped', now() FROM "Shop"`,
      "AutomationLog_says_why",
    ],
  ] as const)("%s is refused", async ([, sql, constraint]) => {
    await expect(query(sql)).rejects.toMatchObject({ constraint });
  });

  test.for([
    `UPDATE "ScheduledAutomation" SET status = 'executed', "executedAt" = now()`,
    `UPDATE "ScheduledAutomation" SET status = 'failed', error = 'why'`,
    `UPDATE "ScheduledAutomation" SET status = 'cancelled', "cancelledAt" = now()`,
    `UPDATE "AutomationSequence" SET status = 'completed', "completedAt" = now()`,
    `UPDATE "StoreEvent" SET status = 'ignored', reason = 'stale_event'`,
  ])("with it, it is taken: %s", async (sql) => {
    expect((await query(sql)).rowCount).toBe(1);
  });

  test("an unknown status is refused", async () => {
    await expect(query(`UPDATE "AutomationSequence" SET status = 'finished'`)).rejects.toMatchObject({ code: "22P02" });
  });

  test("what ran of an automation goes with it", async () => {
    await query(`DELETE FROM "Automation"`);
    expect(
      (await query(`SELECT 1 FROM "AutomationSequence" UNION ALL SELECT 1 FROM "ScheduledAutomation"`)).rowCount,
    ).toBe(0);
  });

  test("a customer enters an automation once for one cause", async () => {
    const again = `
      INSERT INTO "AutomationSequence" (id, "shopId", "automationId", "versionId", "customerId", "dedupeKey", subject,
        facts, "factsAt", "startedAt")
      SELECT gen_random_uuid(), "shopId", "automationId", "versionId", "customerId", "dedupeKey", subject, facts,
        now(), now() FROM "AutomationSequence"`;
    await expect(query(again)).rejects.toMatchObject({ code: "23505" });
  });
});
