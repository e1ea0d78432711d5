import { afterEach, beforeEach, expect, test } from "vitest";
import type { CampaignPlanDocument } from "#core/campaigns/plan.ts";
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  unscheduleCampaign,
} from "#services/campaigns/change-campaign.server.ts";
import { createCampaign, deleteCampaignDraft, saveCampaignDraft } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { accepted, buildHouse, MONDAY_TEN, type House } from "../test-app.ts";
import { giveAudience } from "./audience.ts";

const BODY_WITH_LINK = "20% off until Sunday: https://juniper.myshopify.com/collections/sale Reply STOP to opt out";
const phonesFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => `+1212555${first + at}`);

describeOnDatabases("a campaign", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 10_000 });
  });
  afterEach(() => house.close());

  const write = async (
    segments: { includes: string[]; excludes?: string[] },
    plan: Partial<CampaignPlanDocument> = {},
  ) => {
    const made = await createCampaign(
      house.context,
      { id: shopId },
      { plan: planDocument(plan), includes: segments.includes, excludes: segments.excludes ?? [], actor: "staff:1" },
    );
    if (!made.ok) throw new Error(made.message);
    return made.campaignId;
  };
  const targetOf = (campaignId: string) => ({ shopId, campaignId, actor: "staff:1" });
  const schedule = async (campaignId: string) => {
    const scheduled = await scheduleCampaign(house.context, targetOf(campaignId));
    if (!scheduled.ok) throw new Error(scheduled.message);
  };
  /** Does what is due, campaigns and steps, until nothing is. */
  const work = async () => {
    while ((await runCampaigns(house.context)) > 0) await house.work();
  };
  /** Moves the clock in little steps, never on the exact instant. */
  const pass = async (seconds: number, stride = 7.3) => {
    for (let left = seconds; left > 0; left -= stride) {
      house.clock.moveTo(house.clock.now().add({ milliseconds: Math.round(Math.min(left, stride) * 1_000) }));
      await house.work();
      await work();
    }
  };
  const statusOf = async (campaignId: string) =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "Campaign" WHERE "id" = $1`, [campaignId]))[0]?.status;
  const counts = async (campaignId: string) =>
    Object.fromEntries(
      (
        await house.rows<{ status: string; n: number }>(
          `SELECT concat_ws(' ', "status"::text, "reason") AS "status", count(*)::int AS "n" FROM "CampaignRecipient"
            WHERE "campaignId" = $1 GROUP BY 1`,
          [campaignId],
        )
      ).map(({ status, n }) => [status, n]),
    );

  test("texts each member of its segment once, and is sent", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(1000, 12));
    const id = await write({ includes: [segmentId] });
    await schedule(id);
    await work();
    await pass(10);
    expect(house.texts.map(({ to }) => to).sort()).toEqual(phonesFrom(1000, 12));
    expect(house.bodies()[0]).toContain("Autumn is here");
    expect(await statusOf(id)).toBe("sent");
    expect(await counts(id)).toEqual({ sent: 12 });
    // The log says for each why the text went out.
    expect((await house.log()).filter((line) => line === "send_sms sent")).toHaveLength(12);
    // Nothing is left to look at, and looking again sends nothing.
    await pass(600, 61);
    expect(house.texts).toHaveLength(12);
  });

  test(
    "leaves out the members of excluded segments, each number " +
      "twice in it, and those who cannot be texted, and says why",
    async () => {
      const [first = "", second = "", third = "", fourth = "", stopped = "", never = ""] = phonesFrom(2000, 6);
      const { segmentId, customerIds } = await giveAudience(house, shopId, [
        first,
        second,
        third,
        fourth,
        stopped,
        never,
      ]);
      const { segmentId: excluded } = await giveAudience(house, shopId, [], "Lately bought");
      await house.rows(
        `INSERT INTO "SegmentMember" ("segmentId", "customerId", "shopId", "joinedAt") VALUES ($1, $2, $3, $4)`,
        [excluded, customerIds[0], shopId, house.clock.now()],
      );
      await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "address" = $1`, [stopped]);
      await house.rows(`UPDATE "Subscriber" SET "consent" = 'not_subscribed' WHERE "address" = $1`, [never]);
      const id = await write({ includes: [segmentId], excludes: [excluded] });
      await schedule(id);
      await work();
      await pass(10);
      expect(house.texts.map(({ to }) => to).sort()).toEqual([second, third, fourth]);
      expect(await counts(id)).toEqual({ sent: 3, "left_out opted_out": 1, "left_out no_consent": 1 });
    },
  );

  test("waits for its time, and asks for consent again when it comes", async () => {
    const [early = "", late = ""] = phonesFrom(3000, 2);
    const { segmentId } = await giveAudience(house, shopId, [early, late]);
    // 11:00 in New York, an hour from now.
    const id = await write({ includes: [segmentId] }, { when: { kind: "at", at: "2026-03-02T11:00" } });
    await schedule(id);
    await pass(3_500, 611.7);
    expect(house.texts).toEqual([]);
    // The recipients are fixed when it starts; who says stop in between gets nothing.
    const { segmentId: other } = await giveAudience(house, shopId, phonesFrom(3100, 1), "Others");
    expect(other).not.toBe(segmentId);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "address" = $1`, [late]);
    await pass(300, 61.3);
    expect(house.texts.map(({ to }) => to)).toEqual([early]);
    expect(await statusOf(id)).toBe("sent");
  });

  test("comes to each recipient at the recipient's own time", async () => {
    const newYork = "+12125553300";
    const losAngeles = "+13105553301";
    const { segmentId } = await giveAudience(house, shopId, [newYork, losAngeles]);
    const id = await write(
      { includes: [segmentId] },
      { when: { kind: "local", at: "2026-03-02T11:30", ifPast: "skip" } },
    );
    await schedule(id);
    await work();
    await pass(2 * 3_600, 311.9);
    expect(house.texts.map(({ to }) => to)).toEqual([newYork]);
    expect(await statusOf(id)).toBe("sending");
    await pass(3 * 3_600, 311.9);
    expect(house.texts.map(({ to }) => to)).toEqual([newYork, losAngeles]);
    expect(await statusOf(id)).toBe("sent");
  });

  test("sends nothing while it is paused, goes on where it was, and sends nothing twice", async () => {
    const phones = phonesFrom(4000, 40);
    const { segmentId } = await giveAudience(house, shopId, phones);
    const id = await write({ includes: [segmentId] }, { perHour: 600 });
    await schedule(id);
    await work();
    await pass(62);
    const before = house.texts.length;
    expect(before).toBeGreaterThan(5);
    expect(before).toBeLessThan(15);
    expect(await pauseCampaign(house.context, targetOf(id))).toMatchObject({ ok: true, status: "paused" });
    await pass(600, 31.7);
    expect(house.texts).toHaveLength(before);
    expect(await resumeCampaign(house.context, targetOf(id))).toMatchObject({ ok: true, status: "sending" });
    await pass(400);
    expect(house.texts.map(({ to }) => to).sort()).toEqual(phones);
    expect(await statusOf(id)).toBe("sent");
  });

  test("that is cancelled ends at once: what is queued does not go out, what was sent stays sent", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(5000, 40));
    const id = await write({ includes: [segmentId] }, { perHour: 600 });
    await schedule(id);
    await work();
    await pass(62);
    const sent = house.texts.length;
    expect(await cancelCampaign(house.context, targetOf(id))).toMatchObject({ ok: true, status: "cancelled" });
    await pass(600, 31.7);
    expect(house.texts).toHaveLength(sent);
    expect(await counts(id)).toEqual({ sent, "cancelled campaign_cancelled": 40 - sent });
    expect(await resumeCampaign(house.context, targetOf(id))).toMatchObject({ ok: false, reason: "conflict" });
  });

  test("of a shop that uninstalls ends, with its recipients, and sends nothing more", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(5000, 40));
    const id = await write({ includes: [segmentId] }, { perHour: 600 });
    await schedule(id);
    await work();
    await pass(62);
    const sent = house.texts.length;
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = $2 WHERE "id" = $1`, [shopId, house.clock.now()]);
    await pass(300, 31.7);
    expect(house.texts).toHaveLength(sent);
    expect(await statusOf(id)).toBe("failed");
    expect(await counts(id)).toEqual({ sent, "cancelled shop_uninstalled": 40 - sent });
  });

  test("whose time passed while the app was down does not go out late", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(6000, 2));
    const id = await write(
      { includes: [segmentId] },
      { when: { kind: "at", at: "2026-03-02T11:00" }, notAfterHours: 2 },
    );
    await schedule(id);
    house.clock.moveTo(MONDAY_TEN.add({ hours: 4 }));
    await work();
    await pass(60);
    expect(house.texts).toEqual([]);
    expect(await statusOf(id)).toBe("failed");
  });

  test.each([
    ["wait", 2],
    ["skip", 0],
  ] as const)("that runs into quiet hours lets its texts %s", async (quietHours, expected) => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(7000, 2));
    const id = await write(
      { includes: [segmentId] },
      { when: { kind: "at", at: "2026-03-02T22:00" }, quietHours, notAfterHours: 24 },
    );
    await schedule(id);
    await pass(12 * 3_600 + 120, 1_803.1);
    expect(house.texts).toEqual([]);
    await pass(16 * 3_600, 1_803.1);
    expect(house.texts).toHaveLength(expected);
    expect(await statusOf(id)).toBe("sent");
    expect(await counts(id)).toEqual(quietHours === "wait" ? { sent: 2 } : { "skipped quiet_hours": 2 });
  });

  test("with a holdout texts the others, and the same people are held out however often one looks", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(2000, 60));
    const id = await write({ includes: [segmentId] }, { holdout: 50 });
    await schedule(id);
    await work();
    await pass(10);
    const { sent = 0, "held_out holdout": held = 0 } = await counts(id);
    expect(sent + held).toBe(60);
    expect(Math.min(sent, held)).toBeGreaterThan(12);
    expect(house.texts).toHaveLength(sent);
  });

  test("with a holdout says what it caused, with its interval, a week later", async () => {
    const { segmentId, customerIds } = await giveAudience(house, shopId, phonesFrom(2000, 200));
    const id = await write({ includes: [segmentId] }, { holdout: 40 });
    await schedule(id);
    await work();
    await pass(10);
    const held = new Set(
      (
        await house.rows<{ customerId: string }>(
          `SELECT "customerId" FROM "CampaignRecipient" WHERE "status" = 'held_out'`,
        )
      ).map(({ customerId }) => customerId),
    );
    // Of those who got the text, half buy for 20 to 29; of the others, one in ten.
    const buyers = customerIds.filter((customerId, at) => (held.has(customerId) ? at % 10 === 0 : at % 2 === 0));
    const order = (customerId: string, at: number) => ({
      shopId,
      orderId: `campaign-${at}`,
      customerId,
      total: String(20 + (at % 10)),
      currency: "USD",
      placedAt: house.clock
        .now()
        .add({ minutes: 7 + at })
        .toString(),
      toldAt: house.clock.now().toString(),
      stands: true,
    });
    await house.rows(
      `INSERT INTO "StoreOrder" ("shopId", "orderId", "customerId", "total", "currency", "placedAt", "toldAt", "stands")
        SELECT "shopId", "orderId", "customerId", "total", "currency", "placedAt", "toldAt", "stands"
        FROM json_populate_recordset(NULL::"StoreOrder", $1::json)`,
      [JSON.stringify(buyers.map(order))],
    );
    const shop = { id: shopId, timezone: "America/New_York", currency: "USD" };
    const early = await readCampaign(house.context, shop, id);
    expect(early?.caused).toMatchObject({ verdict: "caused", isOver: false, heldOut: held.size });
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 7 }));
    const late = await readCampaign(house.context, shop, id);
    const spent = (some: readonly string[]) => some.reduce((sum, each) => sum + 20 + (buyers.indexOf(each) % 10), 0);
    const meanOf = (isHeld: boolean) => {
      const some = buyers.filter((each) => held.has(each) === isHeld);
      return spent(some) / (isHeld ? held.size : 200 - held.size);
    };
    expect(late?.caused?.perPerson.value).toBeCloseTo(meanOf(false) - meanOf(true), 6);
    expect(late?.caused?.isOver).toBe(true);
    // The interval of one look at the end is narrower than that of any number of looks.
    const width = (report: typeof late) => (report?.caused ? report.caused.total.high - report.caused.total.low : NaN);
    expect(width(late)).toBeLessThan(width(early));
  });

  test("tries its wordings on a part, and gives the rest the one that got more clicks", async () => {
    const phones = phonesFrom(2000, 80);
    const { segmentId } = await giveAudience(house, shopId, phones);
    const id = await write(
      { includes: [segmentId] },
      {
        arms: [
          { id: "a", name: "Plain", body: BODY_WITH_LINK },
          { id: "b", name: "Bold", body: `Big news! ${BODY_WITH_LINK}` },
        ],
        test: { percent: 50, hours: 2, measure: "clicks" },
      },
    );
    await schedule(id);
    await work();
    await pass(30);
    const tried = house.texts.length;
    expect(tried).toBeGreaterThan(20);
    expect(tried).toBeLessThan(60);
    // Half of those who got the bold wording click.
    await house.rows(`
      UPDATE "ShortLink" SET "clicks" = 1
      WHERE "messageId" IN (SELECT "id" FROM "Message" WHERE "body" LIKE '%Big news%')`);
    await pass(2 * 3_600 - 300, 607.7);
    expect(house.texts).toHaveLength(tried);
    await pass(900, 61.3);
    expect(house.texts).toHaveLength(80);
    expect(
      house
        .bodies()
        .slice(tried)
        .every((body) => body.includes("Big news")),
    ).toBe(true);
    const [campaign] = await house.rows(`SELECT "winner", "winnerSaw" FROM "Campaign" WHERE "id" = $1`, [id]);
    expect(campaign).toMatchObject({ winner: "b", winnerSaw: { because: "ahead", measure: "clicks" } });
    expect(await statusOf(id)).toBe("sent");
  });

  test("is paused by an error that is not one number's, and loses none of those to come", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(2000, 30));
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "unregistered" }));
    const id = await write({ includes: [segmentId] }, { perHour: 720 });
    await schedule(id);
    await work();
    await pass(62);
    expect(await statusOf(id)).toBe("paused");
    const refused = house.texts.length;
    expect(refused).toBeLessThan(20);
    house.phoneCompany(accepted);
    await resumeCampaign(house.context, targetOf(id));
    await pass(300);
    expect(await statusOf(id)).toBe("sent");
    expect(await counts(id)).toMatchObject({ sent: 30 - refused });
  });

  test("that waits for credits sends the rest once they are bought", async () => {
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 3 WHERE "id" = $1`, [shopId]);
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(2000, 5));
    const id = await write({ includes: [segmentId] });
    await schedule(id);
    await work();
    await pass(30);
    const sent = house.texts.length;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(5);
    expect(await house.rows(`SELECT "status", "pausedReason" FROM "Campaign" WHERE "id" = $1`, [id])).toEqual([
      { status: "paused", pausedReason: "insufficient_credits" },
    ]);
    await house.rows(`UPDATE "Shop" SET "creditBalance" = "creditBalance" + 100 WHERE "id" = $1`, [shopId]);
    await resumeCampaign(house.context, targetOf(id));
    await pass(30);
    expect(house.texts.map(({ to }) => to).sort()).toEqual(phonesFrom(2000, 5));
    expect(await counts(id)).toEqual({ sent: 5 });
  });

  test("is changed only as a draft, and is refused with the field and the remedy", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(2000, 1));
    const id = await write({ includes: [] }, { when: { kind: "at", at: "2026-02-01T10:00" } });
    expect(await scheduleCampaign(house.context, targetOf(id))).toMatchObject({
      ok: false,
      problems: [
        { path: "includes", message: "choose at least one segment" },
        { path: "when.at", message: "has passed: choose a later time" },
      ],
    });
    const draft = { campaignId: id, actor: "staff:1", plan: planDocument(), includes: [segmentId], excludes: [] };
    expect(await saveCampaignDraft(house.context, { id: shopId }, { ...draft, includes: ["nothing"] })).toMatchObject({
      ok: false,
      problems: [{ path: "segments" }],
    });
    expect(await saveCampaignDraft(house.context, { id: shopId }, draft)).toMatchObject({ ok: true });
    expect(await saveCampaignDraft(house.context, { id: "00000000-0000-7000-8000-000000000000" }, draft)).toMatchObject(
      {
        ok: false,
        reason: "not_found",
      },
    );
    await schedule(id);
    expect(await saveCampaignDraft(house.context, { id: shopId }, draft)).toMatchObject({
      ok: false,
      reason: "conflict",
    });
    expect(await unscheduleCampaign(house.context, targetOf(id))).toMatchObject({ ok: true, status: "draft" });
    expect(
      await deleteCampaignDraft(house.context, { id: shopId }, { campaignId: id, actor: "staff:1" }),
    ).toMatchObject({
      ok: true,
    });
    await work();
    expect(house.texts).toEqual([]);
  });
});
