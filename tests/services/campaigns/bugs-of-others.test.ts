import { afterEach, beforeEach, expect, test } from "vitest";
import type { CampaignPlanDocument } from "#core/campaigns/plan.ts";
import { Temporal } from "#core/time/time.ts";
import { pauseCampaign, resumeCampaign, scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { readForecast } from "#services/campaigns/read-forecast.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { reconcileShops } from "#services/intake/parts/reconcile-shops.server.ts";
import { recoverTexts } from "#services/sending/parts/recover-texts.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { pauseRestoredCampaigns, recordRestore } from "#shell/repositories/operations/restored-steps.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { accepted, buildHouse, SHOP, type House } from "../test-app.ts";
import { giveAudience } from "./audience.ts";

const phonesFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => `+1212555${first + at}`);

/** Each test is named after what another product got wrong; here it is right. */
describeOnDatabases("what other products got wrong", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 10_000 });
  });
  afterEach(() => house.close());

  const write = async (includes: string[], plan: Partial<CampaignPlanDocument> = {}): Promise<string> => {
    const made = await createCampaign(
      house.context,
      { id: shopId },
      { plan: planDocument(plan), includes, excludes: [], actor: "staff:1" },
    );
    if (!made.ok) throw new Error(made.message);
    const scheduled = await scheduleCampaign(house.context, targetOf(made.campaignId));
    if (!scheduled.ok) throw new Error(scheduled.message);
    return made.campaignId;
  };
  const targetOf = (campaignId: string) => ({ shopId, campaignId, actor: "staff:1" });
  const pass = async (seconds: number, stride = 7.3) => {
    for (let left = seconds; left > 0; left -= stride) {
      house.clock.moveTo(house.clock.now().add({ milliseconds: Math.round(Math.min(left, stride) * 1_000) }));
      await house.work();
      while ((await runCampaigns(house.context)) > 0) await house.work();
    }
  };
  const report = async (campaignId: string) =>
    readCampaign(house.context, { id: shopId, timezone: "America/New_York", currency: "USD" }, campaignId);
  const told = () => house.texts.map(({ to }) => to).toSorted();

  test("a campaign that is paused and resumed again and again texts no one twice (listmonk 2070, 2168, 2313)", async () => {
    const phones = phonesFrom(1000, 30);
    const { segmentId } = await giveAudience(house, shopId, phones);
    const id = await write([segmentId], { perHour: 600 });
    for (let round = 0; round < 6; round++) {
      await pass(20);
      await pauseCampaign(house.context, targetOf(id));
      await pass(20);
      await resumeCampaign(house.context, targetOf(id));
    }
    await pass(300);
    expect(told()).toEqual(phones);
  });

  test("a scheduled campaign that stands in a restored back-up is not sent a second time by itself (listmonk 1801)", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(1100, 3));
    const id = await write([segmentId], { when: { kind: "at", at: "2026-03-02T11:00" } });
    house.clock.moveTo(house.clock.now().add({ minutes: 90 }));
    await pauseRestoredCampaigns(house.context.db.pool, house.clock.now());
    await pass(2 * 3_600, 601.7);
    expect(house.texts).toEqual([]);
    expect(await report(id)).toMatchObject({ status: "paused", pausedReason: "restored" });
  });

  test("a campaign that goes on in a restored back-up leaves out those who got its text since the copy", async () => {
    const [first = "", second = "", third = ""] = phonesFrom(1150, 3);
    const { segmentId: alone } = await giveAudience(house, shopId, ["+12125551159"], "Alone");
    await write([alone]);
    await pass(60);
    const [words] = house.texts.splice(0);
    const { segmentId } = await giveAudience(house, shopId, [first, second, third]);
    const id = await write([segmentId], { when: { kind: "at", at: "2026-03-02T11:00" } });
    house.clock.moveTo(house.clock.now().add({ minutes: 90 }));
    await pauseRestoredCampaigns(house.context.db.pool, house.clock.now());
    await recordRestore(house.context.db.pool, house.clock.now());
    house.accountList(() => ({
      kind: "answered",
      texts: [
        {
          providerId: `SM${"5".repeat(32)}`,
          direction: "outbound-api",
          from: "+15005550006",
          messagingService: null,
          to: second,
          body: words?.body ?? "",
          createdAt: house.clock.now().subtract({ minutes: 20 }),
          status: "delivered",
          segments: 1,
          errorCode: null,
        },
      ],
    }));
    await recoverTexts(house.context);
    // The store's consents are compared up to the restore, and what was fetched is taken in.
    for (let turn = 0; turn < 2; turn++) {
      await house.pass({ minutes: 16 });
      await reconcileShops(house.context);
    }
    await resumeCampaign(house.context, targetOf(id));
    await pass(300);
    expect(told()).toEqual([first, third]);
    expect(await report(id)).toMatchObject({ status: "sent", recipients: { sent: 2 } });
  });

  test("one bad contact does not end the campaign: the others get their text (chatwoot 9000)", async () => {
    const phones = phonesFrom(1200, 6);
    const { segmentId } = await giveAudience(house, shopId, phones);
    house.phoneCompany(({ to }) =>
      to === phones[2] ? { kind: "refused", code: "21211", detail: "is no phone number" } : accepted(),
    );
    const id = await write([segmentId]);
    await pass(60);
    expect(await report(id)).toMatchObject({ status: "sent", recipients: { sent: 5, failed: 1 } });
  });

  test(
    "the hour is the recipient's, not that of the server or " +
      "of the store (parcelvoy 179, dittofeed 1698, Spoke 346)",
    async () => {
      await house.rows(`UPDATE "Shop" SET "timezone" = 'Europe/Berlin' WHERE "id" = $1`, [shopId]);
      const [newYork, losAngeles] = ["+12125551300", "+13105551301"];
      const { segmentId } = await giveAudience(house, shopId, [newYork, losAngeles]);
      await write([segmentId], { when: { kind: "local", at: "2026-03-02T11:30", ifPast: "skip" } });
      const at = new Map<string, string>();
      house.phoneCompany(({ to }) => (at.set(to, house.clock.now().toString()), accepted()));
      await pass(6 * 3_600, 301.9);
      const hourIn = (phone: string, zone: string) => {
        const { hour, minute } = Temporal.Instant.from(at.get(phone) ?? "").toZonedDateTimeISO(zone);
        return `${hour}:${Math.floor(minute / 10)}`;
      };
      expect(hourIn(newYork, "America/New_York")).toBe("11:3");
      expect(hourIn(losAngeles, "America/Los_Angeles")).toBe("11:3");
    },
  );

  test("a recipient whose hour has passed is counted and says why, not dropped (Instasent)", async () => {
    const { segmentId } = await giveAudience(house, shopId, ["+12125551400", "+13105551401"]);
    // It is 10:00 in New York.
    const id = await write([segmentId], { when: { kind: "local", at: "2026-03-02T09:00", ifPast: "skip" } });
    await pass(3 * 3_600, 601.7);
    expect(await report(id)).toMatchObject({
      recipients: { missed: 1, sent: 1 },
      without: [{ status: "missed", reason: "campaign_too_late", recipients: 1 }],
    });
  });

  test("a limit cancels nothing: after it is lifted the rest goes out, without an excluding segment (Klaviyo)", async () => {
    await house.rows(`UPDATE "Shop" SET "settings" = "settings" || '{"spendCapPerDay": 2}' WHERE "id" = $1`, [shopId]);
    const phones = phonesFrom(1500, 5);
    const { segmentId } = await giveAudience(house, shopId, phones);
    const id = await write([segmentId]);
    await pass(30);
    expect(await report(id)).toMatchObject({ status: "paused", pausedReason: "spend_cap" });
    await house.rows(`UPDATE "Shop" SET "settings" = "settings" - 'spendCapPerDay' WHERE "id" = $1`, [shopId]);
    await resumeCampaign(house.context, targetOf(id));
    await pass(30);
    expect(told()).toEqual(phones);
    expect(await report(id)).toMatchObject({ status: "sent", recipients: { sent: 5 } });
  });

  test("the totals add up: every member of the segment is sent to, or left out for a reason (Postscript)", async () => {
    const phones = phonesFrom(1600, 12);
    const { segmentId } = await giveAudience(house, shopId, phones);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "address" = $1`, [phones[0]]);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'not_subscribed' WHERE "address" = $1`, [phones[1]]);
    const id = await write([segmentId], { holdout: 20 });
    await pass(30);
    const { recipients = {}, without = [] } = (await report(id)) ?? {};
    expect(Object.values(recipients).reduce((sum, some) => sum + some, 0)).toBe(12);
    expect((recipients.sent ?? 0) + without.reduce((sum, each) => sum + each.recipients, 0)).toBe(12);
    expect(house.texts).toHaveLength(recipients.sent ?? 0);
  });

  test("the bill is told before: it never costs more than its forecast (Klaviyo 18240, Postscript)", async () => {
    const { segmentId } = await giveAudience(house, shopId, phonesFrom(1700, 7));
    const shop = await ensureShop(house.context, SHOP);
    const body = planDocument().arms[0]?.body ?? "";
    const forecast = await readForecast(house.context, shop, {
      includes: [segmentId],
      excludes: [],
      holdout: 0,
      perHour: null,
      texts: [{ body: body }],
    });
    const id = await write([segmentId]);
    await pass(30);
    const [arm] = (await report(id))?.arms ?? [];
    expect(arm?.sent).toBe(forecast.sendable);
    expect(arm?.credits).toBeLessThanOrEqual(forecast.credits);
    expect(arm?.credits).toBeGreaterThan(0);
  });
});
