import { afterEach, beforeEach, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { readSplitTests } from "#services/analytics/parts/read-split-tests.server.ts";
import { readAutomation } from "#services/automations/read-automation.server.ts";
import { publishVersion } from "#shell/repositories/automations/automations.server.ts";
import { recordSplitEntries } from "#shell/repositories/analytics/split-entries.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { seededRandom } from "#core/automations/seeded-random.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { definitionOf, say } from "../../core/definitions.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";
import { giveAudience } from "../campaigns/audience.ts";
import { coverageOf, days, EFFECT, giveCustomers, letBuy, MEAN, seeded } from "./people-who-buy.ts";

const flow = (weights: { a: number; b: number; none: number }, body = "A"): Partial<DefinitionDocument> => ({
  kind: "marketing",
  trigger: { type: "order_created" },
  reentry: "every_time",
  steps: [
    {
      id: "ab",
      name: "Which words",
      type: "split",
      arms: [
        { id: "a", name: "Short", weight: weights.a, steps: [say("a-text", body)] },
        { id: "b", name: "Long", weight: weights.b, steps: [say("b-text", "B")] },
        { id: "none", name: "Holdout", weight: weights.none, holdout: true, steps: [] },
      ],
    },
  ],
});

describeOnDatabases("a split's test", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 10_000 });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const splitsOf = async (id: string) => (await readAutomation(house.context, await shop(), id))?.splits;
  let orders = 0;
  const order = (who: { id: string; phone: string }, total = "86.00") =>
    house.tell(
      "orders/create",
      orderBody({
        ...who,
        order: String(++orders),
        token: `t-${orders}`,
        at: house.clock.now().toString(),
        rest: { total_price: total, current_total_price: total },
      }),
    );
  const entries = () =>
    house.rows<{ customerId: string; arm: string; sendable: boolean }>(
      `SELECT "customerId", "arm", "sendable" FROM "SplitEntry" ORDER BY "customerId"`,
    );
  const publish = async (automationId: string, document: Partial<DefinitionDocument>) => {
    house.clock.moveTo(house.clock.now().add({ hours: 1 }));
    await publishVersion(database().pool, {
      id: house.context.newId(house.clock.now()),
      shopId,
      automationId,
      definition: definitionOf(document),
      publishedBy: "test",
      createdAt: house.clock.now(),
    });
  };

  test("counts everybody who reached it and could be texted, whether or not a text went out", async () => {
    const phones = Array.from({ length: 24 }, (_none, at) => `+12125551${at + 100}`);
    await giveAudience(house, shopId, phones);
    const id = await house.automate(shopId, flow({ a: 1, b: 1, none: 1 }));
    // Half of the first branch's texts are refused by the carrier: their customers count all the same.
    house.phoneCompany(({ body }) =>
      body.includes("A")
        ? { kind: "refused", code: "30007", detail: "filtered", permanent: true }
        : { kind: "accepted", providerId: crypto.randomUUID(), providerStatus: "queued", segments: null },
    );
    const people = phones.map((phone, at) => ({ id: `Regulars-${at}`, phone }));
    for (const who of people.slice(0, 20)) await enter(who);
    // The last four said STOP before they came.
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "address" = ANY($1)`, [
      phones.slice(20),
    ]);
    for (const who of people.slice(20)) await enter(who);
    expect(await entries()).toHaveLength(24);
    const [split] = (await splitsOf(id)) ?? [];
    expect(split?.arms.map(({ people: count }) => count).reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(split).toMatchObject({
      name: "Which words",
      arms: [{ name: "Short" }, { name: "Long" }, { name: "Holdout", isHoldout: true }],
      holdout: { revenue: { verdict: "too_few" } },
      wordings: [{ arms: ["b"], control: ["a"] }],
    });
  });

  /** Shopify's ids are numbers: the customers of an audience are told by their number. */
  const enter = ({ phone }: { id: string; phone: string }) => order({ id: `9${phone.slice(-6)}`, phone });

  test("keeps a customer's branch in a later version, also with other shares, and counts from their change on", async () => {
    const people = Array.from({ length: 30 }, (_none, at) => ({ id: `80${at + 10}`, phone: `+12125552${at + 100}` }));
    await giveAudience(
      house,
      shopId,
      people.map(({ phone }) => phone),
    );
    const id = await house.automate(shopId, flow({ a: 1, b: 1, none: 1 }));
    for (const who of people) await order(who);
    const before = await entries();
    expect(new Set(before.map(({ arm }) => arm))).toEqual(new Set(["a", "b", "none"]));
    await publish(id, flow({ a: 1, b: 1, none: 1 }, "New words"));
    expect((await splitsOf(id))?.[0]?.arms.reduce((sum, { people: count }) => sum + count, 0)).toBe(30);
    await publish(id, flow({ a: 98, b: 1, none: 1 }));
    house.texts.length = 0;
    for (const who of people) await order(who);
    expect(await entries()).toEqual(before);
    const sentTo = (body: string) => house.bodies().filter((each) => each.includes(body)).length;
    expect(sentTo("B")).toBe(before.filter(({ arm }) => arm === "b").length);
    // Those who came under other shares are not compared.
    expect((await splitsOf(id))?.[0]?.arms.map(({ people: count }) => count)).toEqual([0, 0, 0]);
    await order({ id: "9001", phone: "+12125559001" });
    await house.rows(`UPDATE "SplitEntry" SET "sendable" = true`);
    expect((await splitsOf(id))?.[0]?.arms.reduce((sum, { people: count }) => sum + count, 0)).toBe(1);
  });

  test("covers the truth about as often as it says, as far as six tests can tell", async () => {
    const customers = await giveCustomers(house, shopId);
    const random = seeded(17);
    const revenue: { low: number; high: number }[] = [];
    const conversion: { low: number; high: number }[] = [];
    const document = flow({ a: 60, b: 20, none: 20 });
    for (let run = 0; run < 6; run++) {
      house.clock.moveTo(house.clock.now().add(days(120)));
      const automationId = await house.automate(shopId, document);
      const enteredAt = house.clock.now().add({ hours: 1 });
      const people = customers.map((id) => {
        const drawn = seededRandom(`test-${run}:ab:${id}`);
        return { id, arm: drawn < 0.6 ? "a" : drawn < 0.8 ? "b" : "none" };
      });
      await recordSplitEntries(
        database().pool,
        people.map(({ id, arm }) => ({
          shopId,
          automationId,
          stepId: "ab",
          customerId: id,
          arm,
          sendable: true,
          enteredAt,
        })),
      );
      await letBuy(
        house,
        shopId,
        people.map(({ id, arm }) => ({ id, texted: arm !== "none" })),
        { start: enteredAt, until: 24 * 5, random },
      );
      house.clock.moveTo(house.clock.now().add(days(7)));
      const [split] = await readSplitTests(house.context, await shop(), {
        automationId,
        published: definitionOf(document),
        isOn: false,
      });
      expect(split?.isOver).toBe(true);
      if (split?.holdout) {
        revenue.push(split.holdout.revenue.perPerson);
        conversion.push(split.holdout.conversion.perPerson);
      }
    }
    expect(revenue).toHaveLength(6);
    // Six runs at 95 %: within three standard errors. The core simulates it more often.
    expect(coverageOf(revenue, EFFECT * MEAN)).toBeGreaterThan(0.68);
    expect(coverageOf(conversion, EFFECT)).toBeGreaterThan(0.68);
    // And the intervals are no wider than they need to be: they tell most of the effects from nothing.
    expect(conversion.filter(({ low }) => low > 0).length).toBeGreaterThan(3);
  }, 120_000);
});
