import { expect, onTestFinished, test } from "vitest";
import { resumeCampaign, scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { describeOnDatabases, describeOnPostgres, type TestDatabase } from "#tests/support/database.ts";
import type { CampaignPlanDocument } from "#core/campaigns/plan.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { buildHouse, type House } from "../test-app.ts";
import { giveAudience } from "./audience.ts";
import { dyingAfter } from "./dying-worker.ts";

const DISCOUNT = { kind: "percentage", value: "10", prefix: "FALL", validFor: { amount: 7, unit: "days" } } as const;
const BODY = "10% off with {{ discount.code }}. Reply STOP to opt out";
const numbers = (count: number) => Array.from({ length: count }, (_, at) => `+1212${2_000_000 + at}`);

/** A scheduled campaign with codes to so many numbers. */
async function begin(house: House, recipients: number, plan: Partial<CampaignPlanDocument> = {}) {
  const shopId = await house.open([], { credits: 10_000 });
  const { segmentId } = await giveAudience(house, shopId, numbers(recipients));
  const document = planDocument({ arms: [{ id: "a", name: "A", body: BODY }], discount: DISCOUNT, ...plan });
  const made = await createCampaign(
    house.context,
    { id: shopId },
    { plan: document, includes: [segmentId], excludes: [], actor: "staff:1" },
  );
  if (!made.ok) throw new Error(made.message);
  const target = { shopId, campaignId: made.campaignId, actor: "staff:1" };
  const scheduled = await scheduleCampaign(house.context, target);
  if (!scheduled.ok) throw new Error(scheduled.message);
  return target;
}

/** Lets a campaign go on, some seconds at a time. */
async function rounds(house: House, count: number): Promise<void> {
  for (let left = count; left > 0; left--) {
    house.clock.moveTo(house.clock.now().add({ milliseconds: 2_310 }));
    await runCampaigns(house.context);
    await house.work();
  }
}

const calls = (house: House, write: string) => house.writes.filter((call) => call.write === write);
const codesSent = (house: House) => house.bodies().map((body) => /FALL-\w{10}/.exec(body)?.[0] ?? "");
const statuses = (house: House) =>
  house.rows(`SELECT "status", "reason", count(*)::int AS "n" FROM "CampaignRecipient" GROUP BY 1, 2 ORDER BY 1`);
const stand = (database: TestDatabase): House => {
  const house = buildHouse(database);
  onTestFinished(() => house.close());
  return house;
};

describeOnDatabases("discount codes of a campaign, made in bulk", (database) => {
  test("a thousand codes are four calls and one discount", async () => {
    const house = stand(database());
    await begin(house, 1_000);
    await rounds(house, 14);
    expect(calls(house, "createDiscount")).toHaveLength(1);
    expect(calls(house, "addDiscountCodes")).toHaveLength(4);
    expect(new Set(codesSent(house))).toHaveProperty("size", 1_000);
    expect(await statuses(house)).toEqual([{ status: "sent", reason: null, n: 1_000 }]);
  }, 60_000);

  test("no text goes before Shopify has its code, and the page says how many it has", async () => {
    const house = stand(database());
    house.codes.state.looks = 5;
    const { shopId, campaignId } = await begin(house, 20);
    await rounds(house, 4);
    const report = () =>
      readCampaign(house.context, { id: shopId, timezone: "America/New_York", currency: "USD" }, campaignId);
    expect(house.texts).toEqual([]);
    expect(await report()).toMatchObject({ codes: { made: 0, of: 20, problem: null } });
    await rounds(house, 10);
    expect(house.texts).toHaveLength(20);
    expect(await report()).toMatchObject({ status: "sent", codes: { made: 20, of: 20 } });
    const [entry] = await house.rows<{ explanation: object[] }>(
      `SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'enter' LIMIT 1`,
    );
    expect(entry?.explanation).toContainEqual(expect.objectContaining({ guard: "create_discount", answer: "pass" }));
  });

  test("a code that Shopify refuses is made anew", async () => {
    const house = stand(database());
    const seen = new Set<string>();
    house.codes.state.refuses = (code) => {
      const isFirst = seen.size === 0;
      seen.add(code);
      return isFirst ? { error: "invalid", detail: "Code is invalid" } : null;
    };
    await begin(house, 20);
    await rounds(house, 10);
    expect(house.texts).toHaveLength(20);
    const [refused] = seen;
    expect(codesSent(house)).not.toContain(refused);
    expect(calls(house, "addDiscountCodes")).toHaveLength(2);
  });

  test("a code that is refused twice leaves its recipient without a text: the log says why, and nothing is charged", async () => {
    const house = stand(database());
    let tries = 0;
    await begin(house, 20);
    house.codes.state.refuses = () => (tries++ === 0 ? { error: "too_long", detail: "Code is too long" } : null);
    await rounds(house, 3);
    tries = 0;
    await rounds(house, 10);
    expect(house.texts).toHaveLength(19);
    expect(house.texts.map(({ to }) => to)).not.toContain(await numberWithout(house));
    expect(await statuses(house)).toEqual([
      { status: "sent", reason: null, n: 19 },
      { status: "failed", reason: "action_error", n: 1 },
    ]);
    const [line] = await house.rows(
      `SELECT "credits", "explanation", "customerId" IS NOT NULL AS "named" FROM "AutomationLog" WHERE "action" = 'create_discount'`,
    );
    expect(line).toMatchObject({ credits: 0, named: true });
    expect(JSON.stringify(line)).toContain("Code is too long");
    expect((await house.holdings()).balance).toBe(10_000 - 19);
  });

  test("codes that are refused for a fault of the discount pause the campaign, and it goes on after it is resumed", async () => {
    const house = stand(database());
    house.codes.state.refuses = () => ({ error: "invalid", detail: "The discount has too many codes" });
    const target = await begin(house, 20);
    await rounds(house, 5);
    expect(house.texts).toEqual([]);
    expect(await house.rows(`SELECT "status", "pausedReason" FROM "Campaign"`)).toEqual([
      { status: "paused", pausedReason: "discount_failed" },
    ]);
    expect(JSON.stringify(await house.rows(`SELECT "explanation" FROM "AutomationLog"`))).toContain("too many codes");
    house.codes.state.refuses = () => null;
    expect(await resumeCampaign(house.context, target)).toMatchObject({ ok: true });
    await rounds(house, 10);
    expect(house.texts).toHaveLength(20);
  });

  test("while Shopify does not answer, the codes wait and the page says why", async () => {
    const house = stand(database());
    house.store(() => ({ kind: "retry", detail: "Shopify did not answer within 20 seconds" }));
    const { shopId, campaignId } = await begin(house, 5);
    await rounds(house, 6);
    expect(calls(house, "createDiscount").length).toBeLessThan(4);
    const shop = { id: shopId, timezone: "America/New_York", currency: "USD" };
    expect(await readCampaign(house.context, shop, campaignId)).toMatchObject({
      status: "sending",
      codes: { made: 0, of: 5, problem: "Shopify did not answer within 20 seconds" },
    });
    house.store(() => ({ kind: "done" }));
    await rounds(house, 12);
    expect(house.texts).toHaveLength(5);
    expect(await readCampaign(house.context, shop, campaignId)).toMatchObject({ codes: { problem: null } });
  });

  test("a list that Shopify has forgotten is asked for again, and codes that exist are taken as made", async () => {
    const house = stand(database());
    house.codes.state.looks = 2;
    house.codes.state.forgotten.add("gid://shopify/DiscountRedeemCodeBulkCreation/1");
    await begin(house, 20);
    await rounds(house, 14);
    expect(calls(house, "addDiscountCodes")).toHaveLength(2);
    expect(new Set(codesSent(house))).toHaveProperty("size", 20);
  });

  test("codes are made ahead of the recipients' time, and hold for the whole time after the last of them", async () => {
    const house = stand(database());
    const when = { kind: "local", at: "2026-03-02T18:00", ifPast: "tomorrow" } as const;
    await begin(house, 300, { when });
    await rounds(house, 10);
    expect(house.texts).toEqual([]);
    expect(await house.rows(`SELECT count("codeMadeAt")::int AS "n" FROM "CampaignRecipient"`)).toEqual([{ n: 300 }]);
    const [row] = await house.rows(`
      SELECT "discountEndsAt" = (SELECT max("dueAt") FROM "CampaignRecipient") + interval '6 days 23 hours' AS "holds"
      FROM "Campaign"`);
    expect(row).toEqual({ holds: true });
  });
});

/** The number of the recipient who got no text. */
async function numberWithout(house: House): Promise<string> {
  const [row] = await house.rows<{ address: string }>(
    `SELECT s."address" FROM "CampaignRecipient" r JOIN "Subscriber" s ON s."id" = r."subscriberId" WHERE r."status" = 'failed'`,
  );
  return row?.address ?? "";
}

describeOnPostgres("discount codes of a campaign that several workers bring on", (database) => {
  test("each recipient gets one code and one text, wherever a worker dies", async () => {
    const houses = [stand(database()), stand(database())];
    const [first, second] = houses;
    if (!first || !second) throw new Error("there are two houses");
    // Both speak to the same Shopify.
    second.context.adminApi = first.context.adminApi;
    await begin(first, 600);
    let statements = 0;
    const dying = {
      ...first.context,
      db: { ...first.context.db, pool: dyingAfter(first.context.db.pool, () => ++statements) },
    };
    for (let life = 4; life < 60; life += 5) {
      statements = -life;
      await runCampaigns(dying).catch(() => undefined);
      for (const house of houses) house.clock.moveTo(house.clock.now().add({ minutes: 3, milliseconds: 417 }));
    }
    for (let round = 0; round < 20; round++) {
      for (const house of houses) house.clock.moveTo(house.clock.now().add({ milliseconds: 2_310 }));
      await Promise.all(
        houses.map(async (house) => {
          await runCampaigns(house.context);
          await house.work();
        }),
      );
    }
    const texts = houses.flatMap((house) => house.texts.map(({ to }) => to));
    expect(texts.toSorted()).toEqual(numbers(600));
    const codes = houses.flatMap(codesSent);
    expect(new Set(codes)).toHaveProperty("size", 600);
    // Besides the discount's own, Shopify has no code that nobody got.
    expect(first.codes.owners).toHaveProperty("size", 601);
    expect(new Set(first.codes.owners.values())).toHaveProperty("size", 1);
  }, 60_000);
});
