import { beforeEach, describe, expect, test } from "vitest";
import type { Check } from "#core/activity/explanation.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import {
  makeAutomation,
  makeCustomer,
  makeLog,
  makeSequence,
  makeShop,
  makeStoreEvent,
  makeUnknownText,
  NOW,
  readingContext,
} from "../reading.ts";

const now = new Date(NOW.epochMilliseconds);
const inTwoDays = new Date(NOW.epochMilliseconds + 48 * 3_600_000);

describeOnDatabases("the explanation of a decision", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("it lists each check with what it saw, in words", async () => {
    const explanation: Check[] = [
      { guard: "exits", answer: "pass", saw: { seen: null } },
      { guard: "number_valid", answer: "pass", saw: { phone: "+12125550141" } },
      { guard: "fresh", answer: "pass", saw: { told_by_store_at: "2026-11-20T19:00:00Z" } },
      {
        guard: "consent",
        answer: "skip",
        reason: "opted_out",
        saw: { consent: "not_subscribed", said_stop: true },
        rule: "stop",
      },
      { guard: "quiet_hours", answer: "defer", reason: "quiet_hours", saw: {}, until: "2026-11-21T13:00:00Z" },
    ];
    const id = await makeLog(context, shop, { status: "skipped", reason: "opted_out", explanation });
    const entry = await readLogEntry(context, shop, id);
    expect(entry?.checks.map(({ saw }) => saw.map(({ value }) => value).sort())).toEqual([
      ["none"],
      ["+1 212 555 0141"],
      ["Today at 2:00 pm"],
      ["Not subscribed", "yes"],
      [],
    ]);
    expect(entry?.checks[3]).toMatchObject({
      guard: "consent",
      answer: "skip",
      reason: "opted_out",
      rules: [{ rule: "stop" }],
    });
    expect(entry?.checks[4]?.until?.shown).toBe("Tomorrow at 8:00 am");
  });

  test("it shows the path: what was said, what waits and why, what lies ahead", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    await context.prisma.automation.update({ where: { id: automation.id }, data: { status: "paused" } });
    const customerId = await makeCustomer(context, shop, { firstName: "Maya" });
    const sequenceId = await makeSequence(context, shop, automation, customerId);
    const step = { shopId: shop.id, sequenceId };
    const hello = await context.prisma.scheduledAutomation.create({
      data: { ...step, stepId: "hello", dueAt: now, status: "executed", executedAt: now },
    });
    await context.prisma.scheduledAutomation.create({
      data: { ...step, stepId: "pause", dueAt: inTwoDays, held: true, deferral: { reason: "quiet_hours", checks: [] } },
    });
    const message = await context.prisma.message.create({
      data: {
        shopId: shop.id,
        scheduledAutomationId: hello.id,
        direction: "outbound",
        to: "+12125550141",
        body: "Welcome, Maya",
        status: "delivered",
        createdAt: now,
        updatedAt: now,
      },
    });
    const { id } = await context.prisma.automationLog.create({
      data: {
        ...step,
        automationId: automation.id,
        scheduledAutomationId: hello.id,
        customerId,
        stepId: "hello",
        action: "send_sms",
        status: "sent",
        messageId: message.id,
        createdAt: now,
      },
    });

    const entry = await readLogEntry(context, shop, id);
    expect(entry).toMatchObject({
      doing: "Send SMS",
      message: { to: "+1 212 555 0141", body: "Welcome, Maya", status: "delivered" },
    });
    expect(entry?.path?.steps).toMatchObject([
      {
        id: "hello",
        status: "executed",
        words: { tense: "said", body: "Welcome, Maya" },
        here: true,
        log: { id, status: "sent" },
      },
      {
        id: "pause",
        status: "scheduled",
        tells: "Wait 2 days",
        words: null,
        waitsFor: "quiet_hours",
        heldBy: "automation",
        at: { shown: "Nov 22 at 3:00 pm" },
      },
      {
        id: "begin",
        status: "ahead",
        words: {
          tense: "will",
          body: expect.stringMatching(/^Juniper: .* https:\/\/shopbell\.example\/l\/4k7p2m9x3ab/),
        },
        at: null,
      },
    ]);
  });

  test("a text of unknown outcome is told apart from one that is held because its automation is off", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const customerId = await makeCustomer(context, shop);
    const sequenceId = await makeSequence(context, shop, automation, customerId);
    const entered = await makeLog(context, shop, { action: "enter", status: "done", sequenceId });
    await makeUnknownText(context, shop, { sequenceId, customerId, minutesAgo: 60 });
    expect((await readLogEntry(context, shop, entered))?.path?.steps[0]).toMatchObject({
      status: "unknown",
      heldBy: null,
      waitsFor: null,
      log: null,
      at: { shown: "Today at 2:00 pm" },
      words: { tense: "said", body: "Welcome, Maya" },
    });
  });

  describe("of an exit", () => {
    const orderId = "9007199254741007";
    const exits: Check = {
      guard: "exits",
      answer: "exit",
      reason: "exited",
      saw: { on: "order_created", at: "2026-11-20T20:00:00Z", about: `order:${orderId}` },
    };

    /** Someone entered by leaving a checkout, and left by an order. */
    async function leave(body: string | null, erasedAt?: Date) {
      const automation = await makeAutomation(context, shop, "abandoned-cart");
      const customerId = await makeCustomer(context, shop, { firstName: "Maya", ...(erasedAt && { erasedAt }) });
      const facts = { checkout: { first_item: "Enamel mug", url: "https://juniper.example/c/1" } };
      const sequenceId = await makeSequence(context, shop, automation, customerId, {
        endReason: "order_created",
        facts,
      });
      await context.prisma.scheduledAutomation.create({
        data: {
          shopId: shop.id,
          sequenceId,
          stepId: "remind",
          dueAt: inTwoDays,
          status: "cancelled",
          cancelledAt: now,
        },
      });
      const storeEventId = await makeStoreEvent(context, shop, "orders/create", body);
      const id = await makeLog(context, shop, {
        action: "exit",
        status: "skipped",
        reason: "exited",
        automationId: automation.id,
        customerId,
        sequenceId,
        storeEventId,
        explanation: [exits],
      });
      return readLogEntry(context, shop, id);
    }

    test("it says which event ended the path, by the order's name, and pairs the event with its own topic", async () => {
      const entry = await leave(`{"id":${orderId},"name":"#1042"}`);
      expect(entry).toMatchObject({
        endedBy: { event: "Order created", subject: "Order #1042" },
        event: { trigger: "Order created", topic: "orders/create" },
        path: { run: { state: "cancelled" }, ending: "Order created" },
      });
      const saw = new Map(entry?.checks[0]?.saw.map(({ name, value }) => [name, value]));
      expect(saw).toEqual(
        new Map([
          ["on", "Order created"],
          ["at", "Today at 3:00 pm"],
          ["about", "Order #1042"],
        ]),
      );
    });

    test("of an order whose body is gone, the number is left", async () => {
      const entry = await leave(null);
      expect(entry?.endedBy).toEqual({ event: "Order created", subject: `Order ${orderId}` });
      expect(JSON.stringify([entry?.checks, entry?.path?.ending])).not.toMatch(/order_created|order:/);
    });

    test("a step that it called off tells what it would have said, to this customer", async () => {
      expect((await leave(null))?.path?.steps[0]).toMatchObject({
        status: "cancelled",
        words: {
          tense: "would",
          body:
            "Juniper: you left Enamel mug in your cart, Maya. It is still " +
            "here: https://shopbell.example/l/4k7p2m9x3ab Reply STOP to opt out",
        },
      });
    });

    test("of a customer who was erased, no text is made up", async () => {
      const [remind] = (await leave(null, now))?.path?.steps ?? [];
      expect(remind).toMatchObject({ words: null, tells: expect.stringContaining("[Shop name]") });
    });
  });

  test.each([
    ["order_created", "Order created"],
    ["checkout_completed", "Checkout completed"],
    ["customer_erased", "The customer's data was erased"],
    ["action_error", "The step failed"],
    ["a_word_of_another_release", "A word of another release"],
  ])("a path that ended by %s says so in words", async (endReason, ending) => {
    const automation = await makeAutomation(context, shop, "welcome");
    const sequenceId = await makeSequence(context, shop, automation, await makeCustomer(context, shop), { endReason });
    expect((await readLogEntry(context, shop, await makeLog(context, shop, { sequenceId })))?.path?.ending).toBe(
      ending,
    );
  });

  test("a refused entry says in words what it was entered for before", async () => {
    const seen = async (entered_before_as: string) => {
      const id = await makeLog(context, shop, {
        action: "enter",
        status: "skipped",
        reason: "duplicate",
        explanation: [{ guard: "reentry", answer: "skip", reason: "duplicate", saw: { entered_before_as } }],
      });
      return (await readLogEntry(context, shop, id))?.checks[0]?.saw[0]?.value;
    };
    expect(await seen("checkout:c0ffee")).toBe("Checkout c0ffee");
    expect(await seen("customer:01234567-89ab-7def-8123-456789abcdef")).toBe("this customer");
    expect(await seen("something else")).toBe("something else");
  });

  test("a step that its version does not know any more is still on the path", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const sequenceId = await makeSequence(context, shop, automation, await makeCustomer(context, shop));
    await context.prisma.scheduledAutomation.create({
      data: { shopId: shop.id, sequenceId, stepId: "old", dueAt: now },
    });
    const { id } = await context.prisma.automationLog.create({
      data: { shopId: shop.id, sequenceId, action: "enter", status: "done", createdAt: now },
    });
    const entry = await readLogEntry(context, shop, id);
    expect(entry?.path?.steps.map(({ id: step }) => step)).toEqual(["hello", "pause", "begin", "old"]);
  });

  test("an explanation that this release cannot read leaves the rest readable", async () => {
    const id = await makeLog(context, shop);
    await context.prisma.automationLog.update({ where: { id }, data: { explanation: { from: "elsewhere" } } });
    expect(await readLogEntry(context, shop, id)).toMatchObject({ id, checks: [], customer: null, path: null });
  });

  test("an erased customer is named as erased", async () => {
    const customerId = await makeCustomer(context, shop, { erasedAt: now });
    const id = await makeLog(context, shop, { customerId });
    expect((await readLogEntry(context, shop, id))?.customer).toMatchObject({ name: null, phone: null, erased: true });
  });

  test("another shop's row is as missing as one that never was", async () => {
    const id = await makeLog(context, await makeShop(context, "larkspur.myshopify.com"));
    expect(await readLogEntry(context, shop, id)).toBeNull();
    expect(await readLogEntry(context, shop, "01234567-89ab-7def-8123-456789abcdef")).toBeNull();
  });
});
