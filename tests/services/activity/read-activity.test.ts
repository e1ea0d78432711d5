import { type PagePosition, TIME_CURSOR } from "#core/paging.ts";
import { beforeEach, expect, test } from "vitest";
import type { Check } from "#core/activity/explanation.ts";
import { countActivity } from "#services/activity/count-activity.server.ts";
import { readActivity, type ActivityFilter } from "#services/activity/read-activity.server.ts";
import { CUSTOMER_SEARCH_LIMIT } from "#services/customers/parts/find-customers.server.ts";
import { countUnknownTexts } from "#services/activity/read-saved-views.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import {
  makeAutomation,
  makeCustomer,
  makeLog,
  makeSequence,
  makeShop,
  makeUnknownText,
  readingContext,
} from "../reading.ts";

describeOnDatabases("the log of decisions", (database) => {
  let context: AppContext;
  let shop: Shop;
  const read = (filter: ActivityFilter & PagePosition = {}, size?: number) => readActivity(context, shop, filter, size);
  const idsOf = async (filter: ActivityFilter = {}) => (await read(filter)).rows.map(({ id }) => id);

  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("a row tells when, who, by which automation, what and why", async () => {
    const customerId = await makeCustomer(context, shop, {
      firstName: "Maya",
      lastName: "Lind",
      phone: "+12125550141",
    });
    const automation = await makeAutomation(context, shop, "welcome");
    const id = await makeLog(context, shop, {
      minutesAgo: 60,
      status: "skipped",
      reason: "opted_out",
      customerId,
      automationId: automation.id,
    });
    expect((await read()).rows[0]).toMatchObject({
      id,
      entryId: id,
      at: { shown: "Today at 2:00 pm" },
      customer: { name: "Maya Lind", phone: "+1 212 555 0141" },
      automation: { id: automation.id, name: "Welcome" },
      action: "send_sms",
      doing: "Send SMS",
      status: "skipped",
      reason: "opted_out",
      delivery: null,
    });
  });

  test("pages follow one another without a gap or a repeat, also where rows share their time", async () => {
    const made: string[] = [];
    for (const minutesAgo of [9, 5, 5, 5, 5, 1, 0]) made.unshift(await makeLog(context, shop, { minutesAgo }));
    const pages = [];
    for (let older: string | undefined; ;) {
      const page = await read({ older }, 3);
      pages.push(page);
      if (!page.older) break;
      older = page.older;
      expect(older).toMatch(TIME_CURSOR);
    }
    expect(pages.map(({ rows }) => rows.map(({ id }) => id))).toEqual([
      made.slice(0, 3),
      made.slice(3, 6),
      made.slice(6),
    ]);
    expect(pages[0]?.newer).toBeNull();

    const back = await read({ newer: pages[2]?.newer ?? "" }, 3);
    expect(back.rows).toEqual(pages[1]?.rows);
    const front = await read({ newer: back.newer ?? "" }, 3);
    expect(front).toEqual(pages[0]);
  });

  test("it is narrowed down by view, reason and automation, one within the other", async () => {
    const [welcome, cart] = [
      await makeAutomation(context, shop, "welcome"),
      await makeAutomation(context, shop, "abandoned-cart"),
    ];
    const sent = await makeLog(context, shop, { automationId: welcome.id });
    const stopped = await makeLog(context, shop, { automationId: welcome.id, status: "skipped", reason: "opted_out" });
    const poor = await makeLog(context, shop, {
      automationId: cart.id,
      status: "skipped",
      reason: "insufficient_credits",
    });
    expect(await idsOf({ view: "sent" })).toEqual([sent]);
    expect((await idsOf({ view: "skipped" })).sort()).toEqual([stopped, poor].sort());
    expect(await idsOf({ reasons: ["opted_out"] })).toEqual([stopped]);
    expect(await idsOf({ automationId: cart.id })).toEqual([poor]);
    expect(await idsOf({ automationId: welcome.id, view: "skipped", reasons: ["insufficient_credits"] })).toEqual([]);
  });

  test("several statuses and reasons at once; delivered, not delivered and not confirmed apart, with counts", async () => {
    const welcome = await makeAutomation(context, shop, "welcome");
    const sent = async (status: "delivered" | "undelivered" | "sent") => {
      const { id } = await context.prisma.message.create({
        data: {
          shopId: shop.id,
          direction: "outbound",
          to: "+12125550141",
          body: "hello",
          status,
          createdAt: new Date(context.clock.now().epochMilliseconds),
          updatedAt: new Date(context.clock.now().epochMilliseconds),
        },
      });
      return makeLog(context, shop, { automationId: welcome.id, messageId: id });
    };
    const [delivered, lost, open] = [await sent("delivered"), await sent("undelivered"), await sent("sent")];
    const skipped = (reason: string) => makeLog(context, shop, { automationId: welcome.id, status: "skipped", reason });
    const [stopped, poor] = [await skipped("opted_out"), await skipped("insufficient_credits")];
    await skipped("no_phone");
    expect(await idsOf({ view: "delivered" })).toEqual([delivered]);
    expect(await idsOf({ view: "not_delivered" })).toEqual([lost]);
    expect(await idsOf({ statuses: ["not_confirmed"] })).toEqual([open]);
    expect((await idsOf({ statuses: ["delivered", "not_delivered"] })).sort()).toEqual([delivered, lost].sort());
    expect((await idsOf({ view: "sent" })).sort()).toEqual([delivered, lost, open].sort());
    expect((await idsOf({ reasons: ["opted_out", "insufficient_credits"] })).sort()).toEqual([stopped, poor].sort());
    expect(await idsOf({ statuses: ["delivered"], action: "enter" })).toEqual([]);
    expect(await countActivity(context, shop, {})).toMatchObject({
      views: { all: 6, sent: 3, delivered: 1, not_delivered: 1, skipped: 3, failed: 0 },
      statuses: { not_confirmed: 1, skipped: 3 },
      reasons: { opted_out: 1, insufficient_credits: 1, no_phone: 1 },
    });
    expect((await countActivity(context, shop, { search: "+12125550199" })).views.all).toBe(0);
  });

  test("who is refused entry, or leaves, is no text that was not sent", async () => {
    const text = await makeLog(context, shop, { status: "skipped", reason: "opted_out" });
    const explanation: Check[] = [
      {
        guard: "exits",
        answer: "exit",
        reason: "exited",
        saw: { on: "order_created", at: "2026-11-20T19:00:00Z", about: "order:7" },
      },
    ];
    const others = [
      await makeLog(context, shop, { action: "enter", status: "skipped", reason: "duplicate" }),
      await makeLog(context, shop, { action: "exit", status: "skipped", reason: "exited", explanation }),
      await makeLog(context, shop, { action: "enter", status: "done" }),
    ];
    expect(await idsOf({ view: "skipped" })).toEqual([text]);
    expect(await idsOf({ view: "other" })).toEqual(others.toReversed());
    expect((await read({ view: "other" })).rows.map(({ endedBy }) => endedBy)).toEqual([null, "Order created", null]);
  });

  test("a text of unknown outcome is listed by itself, and opens how its customer entered", async () => {
    const [welcome, cart] = [
      await makeAutomation(context, shop, "welcome"),
      await makeAutomation(context, shop, "abandoned-cart"),
    ];
    const customerId = await makeCustomer(context, shop, { firstName: "Maya", phone: "+12125550141" });
    const sequenceId = await makeSequence(context, shop, welcome, customerId);
    const entered = await makeLog(context, shop, {
      action: "enter",
      status: "done",
      automationId: welcome.id,
      customerId,
      sequenceId,
    });
    await makeUnknownText(context, shop, { sequenceId, customerId, minutesAgo: 60 });
    const lost = await makeUnknownText(context, shop, {
      sequenceId: await makeSequence(context, shop, cart, customerId),
      customerId,
      stepId: "remind",
    });

    const { rows } = await read({ view: "unknown" });
    expect(rows).toMatchObject([
      { id: lost.messageId, entryId: null, automation: { name: "Abandoned cart" } },
      {
        entryId: entered,
        at: { shown: "Today at 2:00 pm" },
        customer: { name: "Maya" },
        automation: { name: "Welcome" },
        doing: "Send SMS",
        status: "unknown",
        delivery: "unknown",
        credits: 1,
      },
    ]);
    expect(await idsOf()).toEqual([entered]);
    expect(await idsOf({ view: "unknown", automationId: cart.id })).toEqual([lost.messageId]);
    expect(await idsOf({ view: "unknown", search: "theo" })).toEqual([]);
    expect(await countUnknownTexts(context, shop)).toBe(2);

    const other = await makeShop(context, "larkspur.myshopify.com");
    expect((await readActivity(context, other, { view: "unknown" })).rows).toEqual([]);
    expect(await countUnknownTexts(context, other)).toBe(0);
  });

  test.each(["+12125550141", "(212) 555-0141", "212 555 0141", "5550141"])(
    "a customer is found by the number typed as %s",
    async (search) => {
      const hers = await makeLog(context, shop, {
        customerId: await makeCustomer(context, shop, { firstName: "Maya", phone: "+12125550141" }),
      });
      await makeLog(context, shop, {
        customerId: await makeCustomer(context, shop, { firstName: "Theo", phone: "+13105550177" }),
      });
      expect(await idsOf({ search })).toEqual([hers]);
    },
  );

  test("a customer is found by a part of the name, and a wildcard is only a sign", async () => {
    const hers = await makeLog(context, shop, {
      customerId: await makeCustomer(context, shop, { firstName: "Maya", lastName: "Lind" }),
    });
    await makeLog(context, shop, { customerId: await makeCustomer(context, shop, { firstName: "Theo" }) });
    expect(await idsOf({ search: "ya li" })).toEqual([hers]);
    expect(await idsOf({ search: "%" })).toEqual([]);
    expect(await idsOf({ search: "_heo" })).toEqual([]);
  });

  test("a search that fits too many says so", async () => {
    await context.prisma.customer.createMany({
      data: Array.from({ length: CUSTOMER_SEARCH_LIMIT + 1 }, () => ({ shopId: shop.id, firstName: "Ann" })),
    });
    expect((await read({ search: "ann" })).searched?.tooWide).toBe(true);
    expect((await read({ search: "bob" })).searched?.tooWide).toBe(false);
  });

  test("another shop's rows, customers and automations do not exist", async () => {
    const other = await makeShop(context, "larkspur.myshopify.com");
    const automation = await makeAutomation(context, other, "welcome");
    const customerId = await makeCustomer(context, other, { firstName: "Maya", phone: "+12125550141" });
    await makeLog(context, other, { automationId: automation.id, customerId });
    const mine = await makeLog(context, shop);
    expect(await idsOf()).toEqual([mine]);
    expect(await idsOf({ automationId: automation.id })).toEqual([]);
    expect(await idsOf({ search: "+12125550141" })).toEqual([]);
  });
});
