import { afterEach, beforeEach, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { reasons } from "#core/activity/reasons.ts";
import { saveDraft } from "#services/automations/draft-automation.server.ts";
import { readTestTexts } from "#services/simulation/read-test-texts.server.ts";
import { readTestWalk } from "#services/simulation/read-test-walk.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { ownNumber } from "#tests/support/team-number.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const thanks = {
  name: "Thanks",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "once",
  steps: [
    say("thanks", "Thanks for {{ order.name }}, {{ customer.first_name }}!"),
    pause("wait", 2, "days"),
    say("ask", "Happy?"),
  ],
} satisfies DefinitionDocument;

describeOnEachDatabase("an automation on trial", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, thanks);
    for (const phone of ["+12125550123", "+16465550188"]) await ownNumber(house.context.db.pool, shopId, phone);
  });
  afterEach(() => house.close());

  const shop = async () => {
    const found = await findShop(house.context.db.pool, SHOP);
    if (!found) throw new Error("the shop is gone");
    return found;
  };
  const counts = () =>
    house.rows(
      `
        SELECT (SELECT count(*)::int FROM "AutomationSequence") AS "walks", (SELECT count(*)::int
          FROM "AutomationLog") AS "logs", (SELECT count(*)::int FROM "Message") AS "texts"`,
    );

  test("shows a real customer's way through it, though she has been through already, and writes nothing", async () => {
    await house.tell("orders/create", orderBody());
    const before = await counts();
    const offered = await readTestWalk(house.context, await shop(), automationId, {});
    const [, real] = offered?.events ?? [];
    expect(real?.label).toMatch(/^Ada Moreno, Order #1042, /);
    const view = await readTestWalk(house.context, await shop(), automationId, {
      event: real?.id,
      at: "2026-03-05T09:00",
    });
    expect(view?.walk).toMatchObject({ name: "Ada Moreno", entry: { entered: true }, end: "Completed" });
    expect(view?.walk?.at.iso).toBe("2026-03-05T14:00:00Z");
    expect(view?.walk?.stations.thanks).toMatchObject({
      text: { body: "Thanks for #1042, Ada!" },
      decisions: [{ status: "sent", checks: expect.arrayContaining([expect.objectContaining({ guard: "credits" })]) }],
    });
    expect(view?.walk?.stations.ask?.reached.iso).toBe("2026-03-07T14:00:00Z");
    expect(await counts()).toEqual(before);
    expect(house.texts).toHaveLength(1);
  });

  test("the branch and what happens at a wait can be chosen; what the automation lacks is ignored", async () => {
    const forked = await house.automate(shopId, {
      ...thanks,
      name: "Forked",
      exits: [{ on: "order_cancelled", match: "subject" }],
      steps: [
        {
          id: "fork",
          type: "split",
          arms: [
            { id: "a", name: "Calm", weight: 50, steps: [say("calm")] },
            { id: "b", name: "Loud", weight: 50, steps: [say("loud")] },
          ],
        },
        pause("wait", 2, "days"),
        say("ask"),
      ],
    });
    const walked = async (outcomes: Record<string, string>) =>
      await readTestWalk(house.context, await shop(), forked, { outcomes });
    const view = await walked({ fork: "b", wait: "order_cancelled", __proto__x: "a", constructor: "b", ask: "a" });
    expect(view?.outcomes).toEqual({
      fork: [
        { value: "a", label: "Calm" },
        { value: "b", label: "Loud" },
      ],
      wait: [{ value: "order_cancelled", label: "Order cancelled, and the customer exits" }],
    });
    expect(view?.chosen.outcomes).toEqual({ fork: "b", wait: "order_cancelled" });
    expect(Object.keys(view?.walk?.stations ?? {})).toEqual(["fork", "loud", "wait"]);
    expect(view?.walk?.end).toBe("Cancelled: Order cancelled");
    expect(Object.keys((await walked({ fork: "a" }))?.walk?.stations ?? {})).toEqual(["fork", "calm", "wait", "ask"]);
  });

  test("an event that its settings leave out does not set it off", async () => {
    await house.tell("orders/create", orderBody());
    await saveDraft(house.context, {
      shopId,
      automationId,
      actor: "test",
      document: {
        ...thanks,
        conditions: { field: "order.total", op: "at_least", value: { amount: "1000.00", currency: "USD" } },
      },
    });
    const [, real] = (await readTestWalk(house.context, await shop(), automationId, {}))?.events ?? [];
    const draft = await readTestWalk(house.context, await shop(), automationId, { event: real?.id });
    expect(draft).toMatchObject({ tried: { which: "draft", choice: true }, walk: { entry: { entered: false } } });
    const version = await readTestWalk(house.context, await shop(), automationId, {
      event: real?.id,
      which: "version",
    });
    expect(version).toMatchObject({ tried: { which: "version" }, walk: { entry: { entered: true } } });
  });

  test("sends its texts to the merchant's own number, which is kept, and as tests", async () => {
    expect(
      await sendTestTexts(house.context, await shop(), { automationId, actor: "staff:1", key: "one" }),
    ).toMatchObject({ ok: false, problems: [{ path: "phone" }] });
    expect(
      await sendTestTexts(house.context, await shop(), { automationId, actor: "staff:1", phone: "12", key: "one" }),
    ).toMatchObject({ ok: false, problems: [{ path: "phone" }] });
    expect(
      await sendTestTexts(house.context, await shop(), {
        automationId,
        actor: "staff:1",
        phone: "+1 (212) 555-0123",
        key: "one",
      }),
    ).toEqual({ ok: true, sent: 2 });
    await house.work();
    expect(house.texts.map(({ to }) => to)).toEqual([ADAS_PHONE, ADAS_PHONE]);
    expect(house.bodies()).toEqual(expect.arrayContaining([expect.stringContaining("Happy?")]));
    expect(house.bodies().every((body) => body.includes("Test: "))).toBe(true);
    // Pressed twice, it is sent once; next time the number is known.
    await sendTestTexts(house.context, await shop(), { automationId, actor: "staff:1", key: "one" });
    expect(
      await sendTestTexts(house.context, await shop(), { automationId, actor: "staff:1", stepId: "ask", key: "two" }),
    ).toEqual({ ok: true, sent: 1 });
    await house.work();
    expect(house.texts).toHaveLength(3);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'settings.changed'`)).toEqual([
      { actor: "staff:1" },
    ]);
  });

  test("what became of the texts to the merchant's own number is told, with what can be done where one was not sent", async () => {
    expect(await readTestTexts(house.context, await shop())).toEqual([]);
    await sendTestTexts(house.context, await shop(), {
      automationId,
      actor: "staff:1",
      phone: "+1 646 555 0188",
      stepId: "ask",
      key: "one",
    });
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 0`);
    await sendTestTexts(house.context, await shop(), { automationId, actor: "staff:1", stepId: "ask", key: "two" });
    await house.work();
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 99`);
    expect(await readTestTexts(house.context, await shop())).toMatchObject([
      {
        phone: "+1 646 555 0188",
        status: "skipped",
        reason: "insufficient_credits",
        remedy: reasons.insufficient_credits.remedy,
      },
      { phone: "+1 646 555 0188", status: "sent", reason: null, remedy: null },
    ]);
  });

  test("a made-up customer's texts lead to the shop's own pages", async () => {
    const cart = await house.automate(shopId, {
      ...thanks,
      name: "Cart",
      kind: "marketing",
      trigger: { type: "checkout_abandoned" },
      steps: [say("back", "Still here: {{ checkout.url }}")],
    });
    const view = await readTestWalk(house.context, await shop(), cart, {});
    const short = "Still here: https://shopbell.example/l/4k7p2m9x3ab";
    expect(view?.texts).toMatchObject([
      { body: short, words: expect.stringContaining(`https://${SHOP}/checkouts/`) as string },
    ]);
    expect(view?.walk?.stations.back?.text?.body).toContain(short);
  });
});
