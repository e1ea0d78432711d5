import { expect } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import type { Street } from "./street.ts";

/** What must hold of a shop whatever has happened. */
export async function mustHold({ house, stopped }: Street): Promise<void> {
  for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
  const { balance, held } = await house.holdings();
  expect(Math.min(balance, held)).toBeGreaterThanOrEqual(0);
  const none = async (text: string, values: readonly unknown[] = []) =>
    expect(await house.rows(text, values)).toEqual([]);

  // A message is called for once, but for calls that are known not to have gone out.
  await none(
    `
      SELECT "messageId" FROM "MessageAttempt" WHERE "outcome" NOT IN ('throttled', 'unreachable')
        GROUP BY "messageId" HAVING count(*) > 1`,
  );
  const unreached = new Set(
    (
      await house.rows<{ id: string }>(
        `SELECT "messageId" AS "id" FROM "MessageAttempt" WHERE "outcome" = 'unreachable'`,
      )
    ).map(({ id }) => id),
  );
  const letters = house.letters.map(({ messageId }) => messageId).filter((id) => !unreached.has(id));
  expect(letters).toEqual([...new Set(letters)]);
  for (const [phone, at] of stopped) {
    await none(
      `
        SELECT t."id" FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" WHERE m."to" = $1
          AND t."startedAt" > $2`,
      [phone, at],
    );
  }
  // Every running sequence waits for one step, and each waits for something that will come.
  await none(
    `
      SELECT q."id" FROM "AutomationSequence" q WHERE q."status" IN ('active', 'paused')
        AND (SELECT count(*) FROM "ScheduledAutomation" a WHERE a."sequenceId" = q."id"
        AND a."status" = 'scheduled') <> 1`,
  );
  await none(`
    SELECT a."id", a."stepId", t."name", a."error", a."deferral", a."attempts", m."status"
      FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t
      ON t."id" = q."automationId" JOIN "Customer" c ON c."id" = q."customerId"
    LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
    WHERE a."status" = 'scheduled' AND q."status" = 'active' AND a."held" AND t."status" = 'active'
      AND NOT (m."status" = 'unknown' AND EXISTS (SELECT 1 FROM "MessageAttempt" x WHERE x."messageId" = m."id"
        AND x."nextLookAt" IS NOT NULL))
      AND NOT (a."deferral"->>'reason' = 'reply_held' AND EXISTS (
        SELECT 1
        FROM "CustomerAddress" n
        JOIN "Subscriber" b ON b."id" = n."subscriberId"
        WHERE n."customerId" = c."id" AND b."marketingHeldAt" IS NOT NULL
      ))
      AND a."deferral"->>'reason' IS DISTINCT FROM 'credits_held'`);
  await none(
    `
      SELECT a."id" FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        WHERE a."status" = 'scheduled' AND q."status" NOT IN ('active', 'paused')
        AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = a."id"
        AND m."status" IN ('pending', 'sending', 'unknown'))`,
  );
  // Every message that went out has its log, and every log of one its message.
  await none(
    `
      SELECT m."id" FROM "Message" m WHERE m."direction" = 'outbound' AND m."status" IN ('sent', 'delivered')
        AND m."scheduledAutomationId" IS NOT NULL
        AND (SELECT count(*) FROM "AutomationLog" l WHERE l."messageId" = m."id" AND l."status" = 'sent') <> 1`,
  );
  await none(`SELECT l."id" FROM "AutomationLog" l WHERE l."status" = 'sent' AND l."messageId" IS NULL`);
  // Nobody is in more sequences of an automation at once than it allows, nor deeper in a loop.
  await none(
    `
      SELECT q."customerId" FROM "AutomationSequence" q JOIN "Automation" t ON t."id" = q."automationId"
        AND t."name" = 'Care' WHERE q."status" IN ('active', 'paused') GROUP BY 1 HAVING count(*) > 2`,
  );
  await none(`SELECT "id" FROM "AutomationSequence" WHERE "hop" > 5`);
  // Every event taken in says what became of it.
  await none(`SELECT "id" FROM "StoreEvent" WHERE "status" = 'failed'`);
}
