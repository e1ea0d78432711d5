import { afterEach, beforeEach, expect, test } from "vitest";
import type { Days } from "#core/activity/days.ts";
import { openLedgerExport, signLedgerExport } from "#services/credits/export-ledger.server.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { readCredits } from "#services/credits/read-credits.server.ts";
import { readSpend } from "#services/credits/read-spend.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { readCsv } from "#tests/support/read-csv.ts";
import { text } from "#text/en.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const UK = { id: "7002", phone: "+447400123456", token: "t-2" };

describeOnDatabases("the ledger of a period", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation", "welcome"], { credits: 100 });
    await beStaff("support");
    // Two days with texts: settled, and on the second day one whose credits are released.
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", orderBody({ order: "1" }));
    await house.pass({ days: 1 });
    await house.tell("orders/create", orderBody({ order: "2", ...UK }));
    house.phoneCompany(() => ({ kind: "refused", code: "21610", detail: "no" }));
    await house.tell("orders/create", orderBody({ order: "3" }));
    await house.pass({ minutes: 1 });
  });
  afterEach(() => house.close());
  const beStaff = (role: "support" | "viewer") =>
    saveStaff(database().pool, shopId, {
      id: house.context.newId(house.clock.now()),
      userId: "1",
      name: "Sam",
      email: null,
      role,
      lastSeenAt: house.clock.now(),
    });
  const shop = () => ensureShop(house.context, SHOP);
  const lines = async (days: Days = {}) => (await readCredits(house.context, await shop(), days)).rows;
  const spend = async (days: Days = {}) => readSpend(house.context, await shop(), days);
  const sum = (rows: readonly { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0);

  test("has one line per text, with its final state and its entries", async () => {
    const rows = await lines();
    const texts = rows.filter(({ text: sent }) => sent !== null);
    const [row] = await house.rows<{ texts: number }>(
      `SELECT count(DISTINCT "messageId")::int AS "texts" FROM "CreditEntry"`,
    );
    expect(texts).toHaveLength(row?.texts ?? 0);
    expect(texts.find(({ type }) => type === "release")).toMatchObject({
      amount: 0,
      held: 0,
      entries: [
        { type: "reserve", amount: -1, held: 1 },
        { type: "release", amount: 1, held: -1 },
      ],
    });
    expect(texts.find(({ type }) => type === "settle")?.entries.map(({ type }) => type)).toEqual(["reserve", "settle"]);
    expect(rows.find(({ type }) => type === "grant")?.entries).toEqual([]);
  });

  test.each<Days>([
    {},
    { when: "today" },
    { when: "yesterday" },
    { from: "2026-03-02", to: "2026-03-02" },
    { when: "last_month" },
  ])("in %j, the lines and the spend add up to the change of the balance", async (days) => {
    const figures = await spend(days);
    const rows = await lines(days);
    expect(sum(rows)).toBe(figures.closing - figures.opening);
    expect(figures.opening + figures.added - figures.spent + figures.corrected).toBe(figures.closing);
    const total = (breakdown: readonly { credits: number }[]) =>
      breakdown.reduce((all, { credits }) => all + credits, 0);
    expect(total(figures.byAutomation)).toBe(figures.spent);
    expect(total(figures.byCountry)).toBe(figures.spent);
  });

  test("ends at the balance, and one day begins where the day before ends", async () => {
    expect((await spend()).closing).toBe((await shop()).creditBalance);
    expect((await spend({ when: "today" })).opening).toBe((await spend({ when: "yesterday" })).closing);
    expect((await spend({ when: "today" })).closing).toBe((await shop()).creditBalance);
  });

  test("tells what was spent by automation and by country", async () => {
    const { byAutomation, byCountry } = await spend({ when: "today" });
    expect(byAutomation.map(({ name }) => name)).toContain("Order confirmation");
    const uk = byCountry.find(({ key }) => key === "GB");
    expect(uk).toMatchObject({ name: "United Kingdom", texts: 1 });
    expect((uk?.credits ?? 0) % 4).toBe(0);
    expect(byCountry.find(({ key }) => key === "US")).toMatchObject({ credits: 0, texts: 0 });
  });

  test("a text of one day that is released on another is told on both, each with its own part", async () => {
    await house.rows(`ALTER TABLE "CreditEntry" DISABLE TRIGGER USER`);
    await house.rows(
      `UPDATE "CreditEntry" SET "createdAt" = "createdAt" - interval '1 day'
       WHERE "type" = 'reserve' AND "messageId" = (SELECT "messageId" FROM "CreditEntry" WHERE "type" = 'release')`,
    );
    await house.rows(`ALTER TABLE "CreditEntry" ENABLE TRIGGER USER`);
    const today = (await lines({ when: "today" })).find(({ type }) => type === "release");
    expect(today).toMatchObject({ amount: 1, held: -1, entries: [] });
    const before = (await lines({ when: "yesterday" })).find(({ type }) => type === "reserve");
    expect(before).toMatchObject({ amount: -1, held: 1, entries: [] });
  });

  test("is exported entry by entry, and the changes add up to the balance", async () => {
    const open = async (days: Days = {}) => {
      const address = `https://shopbell.example${signLedgerExport(house.context, { shopId, userId: "1", days })}`;
      const opened = await openLedgerExport(house.context, address);
      const texts: string[] = [];
      for await (const part of opened?.texts ?? []) texts.push(part);
      return { opened, rows: readCsv(texts.join("")) };
    };
    const { opened, rows } = await open();
    const [headings = [], ...entries] = rows;
    const column = (heading: string) => entries.map((cells) => cells[headings.indexOf(heading)]);
    expect(opened?.fileName).toBe("shopbell-ledger-2026-03-03.csv");
    const change = column(text.credits.change).reduce((total, cell) => total + Number(cell?.replace("'", "")), 0);
    expect(change).toBe((await shop()).creditBalance);
    expect(Number(column(text.credits.balance).at(-1))).toBe((await shop()).creditBalance);
    expect(column(text.credits.export.to)).toContain(UK.phone);
    expect((await open({ when: "last_month" })).rows).toHaveLength(1);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'credits.exported'`)).toHaveLength(2);
    await house.rows(`UPDATE "Customer" SET "erasedAt" = now()`);
    expect(JSON.stringify((await open()).rows)).not.toContain(UK.phone);
    await beStaff("viewer");
    expect((await open()).opened).toBeNull();
  });

  test("a grant is a line of its own", async () => {
    await grantCredits(house.context, { shopId, type: "grant", credits: 7, note: "thanks", actor: "operator" });
    expect((await lines({ when: "today" }))[0]).toMatchObject({ type: "grant", amount: 7, entries: [] });
    expect((await spend({ when: "today" })).added).toBe(7);
  });
});
