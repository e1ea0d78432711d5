import { expect, onTestFinished, test } from "vitest";
import { scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { buildHouse } from "../test-app.ts";
import { giveAudience } from "./audience.ts";
import { dyingAfter } from "./dying-worker.ts";

describeOnPostgres("several workers on one campaign", (database) => {
  test("text each recipient once, also when one of them ends within a page, a release and a settlement", async () => {
    const houses = [buildHouse(database()), buildHouse(database()), buildHouse(database())];
    onTestFinished(async () => {
      for (const house of houses) await house.close();
    });
    const [first] = houses;
    if (!first) throw new Error("there is a first house");
    const shopId = await first.open([], { credits: 10_000 });
    const phones = Array.from({ length: 700 }, (_, at) => `+1212${2_000_000 + at}`);
    const { segmentId } = await giveAudience(first, shopId, phones);
    const made = await createCampaign(
      first.context,
      { id: shopId },
      { plan: planDocument(), includes: [segmentId], excludes: [], actor: "staff:1" },
    );
    if (!made.ok) throw new Error(made.message);
    await scheduleCampaign(first.context, { shopId, campaignId: made.campaignId, actor: "staff:1" });

    // A worker that dies keeps its lease and loses its open transaction, wherever it was.
    let statements = 0;
    const dying = {
      ...first.context,
      db: { ...first.context.db, pool: dyingAfter(first.context.db.pool, () => ++statements) },
    };
    for (const life of [3, 9, 14, 22, 31]) {
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
    expect(texts.toSorted()).toEqual(phones);
    expect(await first.rows(`SELECT "status" FROM "Campaign"`)).toEqual([{ status: "sent" }]);
    expect(await first.rows(`SELECT "status", count(*)::int AS "n" FROM "CampaignRecipient" GROUP BY 1`)).toEqual([
      { status: "sent", n: phones.length },
    ]);
  });
});
