import { beforeEach, expect, test } from "vitest";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
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
/** It is 3 in the afternoon in the shop's zone. */
const MINUTES_SINCE_MIDNIGHT = 15 * 60;
const A_DAY = 24 * 60;

describeOnEachDatabase("the home page", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });
  const today = async () => (await readHome(context, shop)).today;

  test("a new shop has a day without anything, a month of empty days, and nothing that needs it", async () => {
    const home = await readHome(context, shop);
    expect(home.today).toEqual({
      entered: 0,
      sent: 0,
      skipped: 0,
      failed: 0,
      pending: 0,
      unknown: 0,
      reasons: [],
      secondsToText: null,
    });
    expect(home.days).toHaveLength(30);
    expect([home.days[0], home.days.at(-1)]).toEqual([
      { label: "Oct 22", sent: 0, notSent: 0 },
      { label: "Nov 20", sent: 0, notSent: 0 },
    ]);
    expect(home).toMatchObject({ alerts: [], latest: [], credits: { balance: 0, held: 0, days: null } });
    expect(home.setup.steps.filter(({ done }) => done)).toEqual([]);
  });

  test("today begins at midnight in the shop's zone", async () => {
    const { id: automationId } = await makeAutomation(context, shop, "welcome");
    await makeLog(context, shop, { automationId, minutesAgo: MINUTES_SINCE_MIDNIGHT });
    await makeLog(context, shop, { automationId, minutesAgo: MINUTES_SINCE_MIDNIGHT + 1 });
    const home = await readHome(context, shop);
    expect(home.today.sent).toBe(1);
    expect(home.days.slice(-2)).toEqual([
      { label: "Nov 19", sent: 1, notSent: 0 },
      { label: "Nov 20", sent: 1, notSent: 0 },
    ]);
  });

  test("the month counts texts alone, those that failed as not sent; what comes to today shows when it is read anew", async () => {
    const { id: automationId } = await makeAutomation(context, shop, "welcome");
    await makeLog(context, shop, { automationId, minutesAgo: 29 * A_DAY });
    await makeLog(context, shop, { automationId, minutesAgo: 31 * A_DAY });
    await makeLog(context, shop, { automationId, minutesAgo: 5 * A_DAY, status: "skipped", reason: "no_consent" });
    await makeLog(context, shop, {
      automationId,
      minutesAgo: 5 * A_DAY,
      status: "failed",
      reason: "provider_rejected",
    });
    await makeLog(context, shop, { automationId, minutesAgo: 5 * A_DAY, action: "enter", status: "done" });
    const days = async () => (await readHome(context, shop)).days.filter(({ sent, notSent }) => sent + notSent > 0);
    const past = [
      { label: "Oct 22", sent: 1, notSent: 0 },
      { label: "Nov 15", sent: 0, notSent: 2 },
    ];
    expect(await days()).toEqual(past);
    await makeLog(context, shop, { automationId });
    expect(await days()).toEqual([...past, { label: "Nov 20", sent: 1, notSent: 0 }]);
  });

  test("a past day is counted once, for every process; the index alone is read, whatever the log holds", async () => {
    const { id: automationId } = await makeAutomation(context, shop, "welcome");
    await makeLog(context, shop, { automationId, minutesAgo: 5 * A_DAY });
    const counted = async (at: AppContext) => {
      const { query } = at.db.pool;
      const since: string[] = [];
      const pool = new Proxy(at.db.pool, {
        get: (of, key) =>
          key === "query"
            ? (statement: { text?: string; values?: unknown[] } | string, values?: unknown[]) => {
                const text = typeof statement === "string" ? statement : (statement.text ?? "");
                const given = typeof statement === "string" ? values : (statement.values ?? values);
                if (text.includes('FROM "AutomationLog"') && text.includes("width_bucket"))
                  since.push(String(given?.[2]));
                return Reflect.apply(query, of, values ? [statement, values] : [statement]) as unknown;
              }
            : Reflect.get(of, key, of),
      });
      const { days } = await readHome({ ...at, db: { ...at.db, pool } }, shop);
      return { since, sent: days.reduce((sum, { sent }) => sum + sent, 0) };
    };
    const first = await counted(context);
    const second = await counted(readingContext(database().pool));
    expect([first.sent, second.sent]).toEqual([1, 1]);
    expect(first.since).toEqual([expect.stringContaining("2026-10-22")]);
    expect(second.since).toEqual([expect.stringContaining("2026-11-20")]);
  });

  test("each decision counts once, only texts as sent or not sent, and the commonest reasons come first", async () => {
    const skip = (reason: string) => makeLog(context, shop, { status: "skipped", reason });
    for (const reason of [
      "no_phone",
      "opted_out",
      "opted_out",
      "quiet_hours",
      "no_consent",
      "no_consent",
      "no_consent",
    ])
      await skip(reason);
    await makeLog(context, shop, { action: "enter", status: "done" });
    await makeLog(context, shop, { action: "enter", status: "skipped", reason: "duplicate" });
    await makeLog(context, shop, { action: "exit", status: "skipped", reason: "exited" });
    await makeLog(context, shop, { action: "wait", status: "done" });
    await makeLog(context, shop, { status: "failed", reason: "provider_rejected" });
    expect(await today()).toEqual({
      entered: 1,
      sent: 0,
      skipped: 7,
      failed: 1,
      pending: 0,
      unknown: 0,
      secondsToText: null,
      reasons: [
        { reason: "no_consent", count: 3 },
        { reason: "opted_out", count: 2 },
        { reason: "no_phone", count: 1 },
      ],
    });
  });

  test("the last eight decisions, the newest first", async () => {
    for (let minutesAgo = 20; minutesAgo > 0; minutesAgo--) await makeLog(context, shop, { minutesAgo });
    expect((await readHome(context, shop)).latest.map(({ at }) => at.shown)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((ago) => `Today at 2:${60 - ago} pm`),
    );
  });

  test("what is scheduled is pending, of this shop alone", async () => {
    for (const owner of [shop, await makeShop(context, "larkspur.myshopify.com")]) {
      const automation = await makeAutomation(context, owner, "welcome");
      const sequenceId = await makeSequence(context, owner, automation, await makeCustomer(context, owner));
      await context.prisma.scheduledAutomation.create({
        data: { shopId: owner.id, sequenceId, stepId: "hello", dueAt: now },
      });
      await context.prisma.scheduledAutomation.create({
        data: { shopId: owner.id, sequenceId, stepId: "pause", dueAt: now, status: "executed", executedAt: now },
      });
    }
    expect((await today()).pending).toBe(1);
  });

  test("a text of unknown outcome is no pending step, whenever it was, and asks to be seen", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    await context.prisma.shop.update({ where: { id: shop.id }, data: { creditBalance: 100 } });
    const customerId = await makeCustomer(context, shop);
    await makeUnknownText(context, shop, {
      sequenceId: await makeSequence(context, shop, automation, customerId),
      customerId,
      minutesAgo: 2 * MINUTES_SINCE_MIDNIGHT,
    });
    const home = await readHome(context, { ...shop, creditBalance: 100 });
    expect(home.today).toMatchObject({ pending: 0, unknown: 1 });
    expect(home.alerts).toEqual([{ kind: "unknown_texts", count: 1 }]);
    expect((await readHome(context, await makeShop(context, "larkspur.myshopify.com"))).today.unknown).toBe(0);
  });
});
