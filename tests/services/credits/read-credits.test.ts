import { beforeEach, expect, test } from "vitest";
import type { LedgerView } from "#core/credits/ledger-views.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readCredits } from "#services/credits/read-credits.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import {
  makeAutomation,
  makeCustomer,
  makeLog,
  makeSequence,
  makeShop,
  makeUnknownText,
  NOW,
  readingContext,
} from "../reading.ts";

const now = new Date(NOW.epochMilliseconds);

describeOnDatabases("the ledger's page", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("each entry of a text names its number and the row that explains it", async () => {
    const message = await context.prisma.message.create({
      data: {
        shopId: shop.id,
        direction: "outbound",
        to: "+12125550141",
        body: "hi",
        status: "sent",
        createdAt: now,
        updatedAt: now,
      },
    });
    const log = await context.prisma.automationLog.create({
      data: { shopId: shop.id, action: "send_sms", status: "sent", messageId: message.id, createdAt: now },
    });
    await context.prisma.creditEntry.createMany({
      data: [
        { shopId: shop.id, seq: 0, type: "grant", amount: 10, balanceAfter: 10, note: "hello", createdAt: now },
        {
          shopId: shop.id,
          seq: 1,
          type: "reserve",
          amount: -1,
          reserved: 1,
          balanceAfter: 9,
          reservedAfter: 1,
          messageId: message.id,
          createdAt: now,
        },
      ],
    });
    expect((await readCredits(context, shop, {})).rows).toMatchObject([
      { type: "reserve", amount: -1, held: 1, balanceAfter: 9, text: { to: "+1 212 555 0141", logId: log.id } },
      { type: "grant", amount: 10, held: 0, balanceAfter: 10, note: "hello", text: null },
    ]);
  });

  test("while a text's outcome is not known, its entry opens how its customer entered", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const customerId = await makeCustomer(context, shop);
    const sequenceId = await makeSequence(context, shop, automation, customerId);
    const entered = await makeLog(context, shop, { action: "enter", status: "done", sequenceId });
    const { messageId } = await makeUnknownText(context, shop, { sequenceId, customerId });
    await context.prisma.creditEntry.create({
      data: {
        shopId: shop.id,
        seq: 0,
        type: "reserve",
        amount: -1,
        reserved: 1,
        balanceAfter: 9,
        reservedAfter: 1,
        messageId,
        createdAt: now,
      },
    });
    const opens = async () => (await readCredits(context, shop, {})).rows[0]?.text?.logId;
    expect(await opens()).toBe(entered);
    const { id } = await context.prisma.automationLog.create({
      data: { shopId: shop.id, sequenceId, action: "send_sms", status: "sent", messageId, createdAt: now },
    });
    expect(await opens()).toBe(id);
  });

  test("pages go by the entry's place, older and back again", async () => {
    await context.prisma.creditEntry.createMany({
      data: Array.from({ length: 120 }, (_, seq) => ({
        shopId: shop.id,
        seq,
        type: "grant" as const,
        amount: 1,
        balanceAfter: seq + 1,
        createdAt: now,
      })),
    });
    const balances = (page: Awaited<ReturnType<typeof readCredits>>) => [
      page.rows[0]?.balanceAfter,
      page.rows.at(-1)?.balanceAfter,
    ];
    const first = await readCredits(context, shop, {});
    const second = await readCredits(context, shop, { older: first.older ?? "" });
    const third = await readCredits(context, shop, { older: second.older ?? "" });
    expect([first, second, third].map(balances)).toEqual([
      [120, 71],
      [70, 21],
      [20, 1],
    ]);
    expect([first.newer, third.older]).toEqual([null, null]);
    expect(await readCredits(context, shop, { newer: second.newer ?? "" })).toEqual(first);
  });

  test("a kind of entries is looked at by itself, page by page", async () => {
    const kinds = ["grant", "reserve", "settle", "reserve", "release", "adjust", "purchase"] as const;
    await context.prisma.creditEntry.createMany({
      data: kinds.map((type, seq) => ({
        shopId: shop.id,
        seq,
        type,
        amount: 1,
        balanceAfter: seq + 1,
        note: type === "purchase" ? "credits-500" : null,
        createdAt: now,
      })),
    });
    const seen = async (view: LedgerView) => (await readCredits(context, shop, { view })).rows.map(({ type }) => type);
    expect(await seen("texts")).toEqual(["reserve", "settle", "reserve"]);
    expect(await seen("bought")).toEqual(["purchase", "grant"]);
    expect(await seen("given_back")).toEqual(["release"]);
    expect(await seen("corrected")).toEqual(["adjust"]);
    expect(
      (await readCredits(context, shop, { view: "texts", older: "3" })).rows.map(({ balanceAfter }) => balanceAfter),
    ).toEqual([3, 2]);
    expect((await readCredits(context, shop, { view: "bought" })).rows[0]?.note).toBe("500 text credits");
  });

  test("another shop's entries are not in it", async () => {
    const other = await makeShop(context, "larkspur.myshopify.com");
    await context.prisma.creditEntry.create({
      data: { shopId: other.id, seq: 0, type: "grant", amount: 5, balanceAfter: 5, createdAt: now },
    });
    expect((await readCredits(context, shop, {})).rows).toEqual([]);
  });
});
