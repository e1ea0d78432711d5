import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { query } from "#shell/db/sql.server.ts";
import { countStepClicks } from "#shell/repositories/analytics/results.server.ts";
import { saveClick } from "#shell/repositories/sending/link-clicks.server.ts";
import { buildHouse } from "#tests/services/test-app.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { consentBody } from "#tests/fixtures/bodies.ts";

/** The part of the migration that fills the rows of before. */
const FILL = readFileSync("prisma/migrations/20261202190001_step_of_click/migration.sql", "utf8").replace(
  /ALTER TABLE[^;]+;/,
  "",
);

describeOnDatabases("the step of a click", (database) => {
  let house: ReturnType<typeof buildHouse>;
  let shopId: string;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "consent_granted" },
      steps: [{ id: "offer", type: "send_sms", config: { body: "20% off: {{ shop.url }}/sale" } }],
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    return () => house.close();
  });

  const steps = () => house.rows(`SELECT "automationId", "stepId" FROM "LinkClick"`);
  const click = async () => {
    const [link] = await house.rows<{ code: string; messageId: string; customerId: string }>(
      `SELECT "code", "messageId", "customerId" FROM "ShortLink"`,
    );
    if (!link) throw new Error("the text has a link");
    const now = house.clock.now();
    await saveClick(database().pool, {
      ...link,
      id: house.context.newId(now),
      shopId,
      at: now,
      agent: "phone",
      signs: [],
    });
  };

  test("is written with the click, and by the migration for clicks of before", async () => {
    await click();
    expect(await steps()).toEqual([{ automationId, stepId: "offer" }]);
    await house.rows(`UPDATE "LinkClick" SET "automationId" = NULL, "stepId" = NULL`);
    await query(database().pool, FILL);
    expect(await steps()).toEqual([{ automationId, stepId: "offer" }]);
  });

  test("is none in an internal automation, which is in no result", async () => {
    await house.rows(`UPDATE "Automation" SET "internal" = true`);
    await click();
    await query(database().pool, FILL);
    expect(await steps()).toEqual([{ automationId: null, stepId: null }]);
    const now = house.clock.now();
    const periods = {
      shopId,
      earlier: now.subtract({ hours: 48 }),
      from: now.subtract({ hours: 24 }),
      until: now.add({ hours: 1 }),
    };
    expect(await countStepClicks(database().pool, periods)).toEqual([]);
  });
});
