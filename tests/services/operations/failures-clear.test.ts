import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { readQueueStats } from "#services/operations/queue-stats.server.ts";
import { renderMetrics } from "#services/operations/render-metrics.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

describeOnDatabases("what failed is counted until it is dealt with", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "text", type: "send_sms", config: { body: "Hi" } }],
    });
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "not registered" }));
    await house.tell("orders/create", orderBody());
    expect(await failed()).toBe(1);
    expect((await renderMetrics(house.context)).body).toContain('shopbell_failed{what="steps"} 1');
  });
  afterEach(() => house.close());
  const failed = async () => (await readQueueStats(house.context)).rows.stepsFailed;

  test("it is retried", async () => {
    house.phoneCompany(accepted);
    const [step] = await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation"`);
    expect(await retryFailed(house.context, step?.id ?? "", "test")).toMatchObject({ ok: true });
    await house.work();
    expect(await failed()).toBe(0);
    expect((await renderMetrics(house.context)).body).toContain('shopbell_failed{what="steps"} 0');
  });

  test("its automation is archived", async () => {
    await archiveAutomation(house.context, { shopId, automationId, actor: "test" });
    expect(await failed()).toBe(0);
  });

  test("a week has passed", async () => {
    await house.pass({ days: 6, hours: 23 });
    expect(await failed()).toBe(1);
    await house.pass({ hours: 1, seconds: 19 });
    expect(await failed()).toBe(0);
  });
});
