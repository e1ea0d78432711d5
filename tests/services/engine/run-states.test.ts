import { afterEach, beforeEach, expect, test } from "vitest";
import { explain } from "#services/activity/explain.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { readActiveSequences } from "#services/automations/parts/read-active-sequences.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { cancelSequence, pauseSequence, resumeSequence } from "#services/automations/change-sequence-status.server.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { readJobMetrics } from "#services/operations/queue-stats.server.ts";
import { readScheduled } from "#services/scheduled/read-scheduled.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { ADA, ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("a run's state", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  /** The state of the one run, by everything that tells it. */
  async function told() {
    const { context } = house;
    const shop = await findShop(database().pool, SHOP);
    const [run] = await house.rows<{ id: string; automationId: string; customerId: string; entryId: string }>(
      `
        SELECT q."id", q."automationId", q."customerId", l."id" AS "entryId"
        FROM "AutomationSequence" q
          JOIN "AutomationLog" l ON l."sequenceId" = q."id" AND l."action" = 'enter'`,
    );
    if (!shop || !run) throw new Error("there is no run");
    const { runs } = await readJobMetrics(context);
    const { lines } = await explain(context, shop, ADAS_PHONE);
    const explained = lines.find(({ kind }) => kind === "waiting" || kind === "ended");
    const { state, waitsFor } = explained?.data ?? {};
    return {
      customer: (await readCustomer(context, shop, run.customerId))?.inside[0]?.run,
      automation: (await readActiveSequences(context, shop, run.automationId, {})).rows[0]?.run,
      scheduled: (await readScheduled(context, shop, {})).rows[0]?.run,
      entry: (await readLogEntry(context, shop, run.entryId))?.path?.run,
      explained: { state, waitsFor },
      details: explained?.details,
      api: Object.entries(runs).flatMap(([key, count]) => (count > 0 ? [[key, count]] : [])),
      target: { shopId: shop.id, sequenceId: run.id, actor: "staff:1" },
      automationId: run.automationId,
    };
  }
  const everywhere = (state: string, waitsFor: string | null) => {
    const run = { state, waitsFor };
    return { customer: run, automation: run, scheduled: run, entry: run, explained: run, api: [[state, 1]] };
  };

  test("is the same word on every page, in explain and in the API, and says what it waits for", async () => {
    await house.tell("customers_marketing_consent/update", consentBody());
    expect(await told()).toMatchObject({
      ...everywhere("waiting", "due"),
      details: ["waiting: its next step is not due yet"],
    });

    const { target, automationId } = await told();
    await pauseSequence(house.context, target);
    expect(await told()).toMatchObject({ ...everywhere("paused", null), details: ["paused"] });

    await resumeSequence(house.context, target);
    await pauseAutomation(house.context, { shopId: target.shopId, automationId, actor: "staff:1" });
    expect(await told()).toMatchObject({
      ...everywhere("waiting", "automation"),
      details: ["waiting: the automation is off"],
    });

    await cancelSequence(house.context, target);
    const over = { state: "cancelled", waitsFor: null };
    expect(await told()).toMatchObject({ entry: over, explained: over, customer: undefined, api: [] });
  });

  test("before, during and between its steps is told apart", async () => {
    await house.tell("customers_marketing_consent/update", consentBody());
    const now = house.clock.now();
    await house.rows(`DELETE FROM "ScheduledAutomation" WHERE "status" <> 'scheduled'`);
    expect(await told()).toMatchObject(everywhere("pending", null));

    await house.rows(`UPDATE "ScheduledAutomation" SET "dueAt" = $1, "leaseUntil" = $2, "attempts" = 1`, [
      now.subtract({ milliseconds: 40 }),
      now.add({ seconds: 29 }),
    ]);
    expect(await told()).toMatchObject(everywhere("running", null));

    await house.rows(`UPDATE "ScheduledAutomation" SET "leaseUntil" = $1`, [now.subtract({ milliseconds: 7 })]);
    expect(await told()).toMatchObject(everywhere("waiting", "retry"));

    await house.rows(
      `
        UPDATE "ScheduledAutomation"
        SET "leaseUntil" = NULL, "attempts" = 0, "dueAt" = $1,
          "deferral" = '{"reason":"quiet_hours","checks":[]}'`,
      [now.add({ hours: 9, milliseconds: 13 })],
    );
    expect(await told()).toMatchObject(everywhere("waiting", "quiet_hours"));
  });
});
