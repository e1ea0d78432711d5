import { afterEach, beforeEach, expect, test } from "vitest";
import { openExport } from "#services/activity/export-activity.server.ts";
import type { ActivityFilter } from "#services/activity/read-activity.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { addressOfExport, openedExport } from "#tests/support/export.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { readCsv } from "#tests/support/read-csv.ts";
import { text } from "#text/en.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

const USER = "1";

describeOnDatabases("the log as a file", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"], { credits: 100 });
    await beStaff("support");
  });
  afterEach(() => house.close());

  const beStaff = (role: "support" | "viewer") =>
    saveStaff(database().pool, shopId, {
      id: house.context.newId(house.clock.now()),
      userId: USER,
      name: "Sam",
      email: null,
      role,
      lastSeenAt: house.clock.now(),
    });
  const addressOf = async (filter: ActivityFilter = {}) =>
    addressOfExport(house.context, { shopId, userId: USER, filter });
  async function read(filter: ActivityFilter = {}, sizes?: { batch?: number; most?: number }) {
    const opened = await openedExport(house.context, await addressOf(filter), sizes);
    const texts: string[] = [];
    for await (const one of opened.texts) texts.push(one);
    const [headings = [], ...rows] = readCsv(texts.join(""));
    return {
      fileName: opened.fileName,
      texts,
      headings,
      rows,
      cell: (row: number, heading: string) => rows[row]?.[headings.indexOf(heading)],
    };
  }

  test("each decision is a row: its time in the shop's zone with the offset, who, what, why and the text", async () => {
    await house.rows(`UPDATE "Shop" SET "timezone" = 'America/New_York'`);
    await house.tell("orders/create", orderBody());
    const { fileName, texts, rows, cell } = await read({ view: "sent" });
    expect(fileName).toBe("shopbell-activity-2026-03-02.csv");
    expect(texts[0]?.startsWith("\uFEFF")).toBe(true);
    expect(rows).toHaveLength(1);
    expect(cell(0, text.activity.time)).toBe("2026-03-02T10:00:00-05:00");
    expect(cell(0, text.activity.customer)).toBe("Ada Moreno");
    expect(cell(0, text.entry.phone)).toBe("+12125550123");
    expect(cell(0, text.activity.status)).toBe(text.activity.statuses.not_confirmed);
    expect(cell(0, text.entry.message)).toContain("#1042");
    expect(cell(0, text.activity.credits)).toBe("1");
  });

  test("what a customer calls themselves is no formula in a spreadsheet", async () => {
    await house.tell("orders/create", orderBody());
    await house.rows(`UPDATE "Customer" SET "firstName" = '=HYPERLINK("https://evil.example","x")', "lastName" = ''`);
    await house.rows(`UPDATE "Automation" SET "name" = '@SUM(1+1)'`);
    const { rows, cell } = await read();
    expect(cell(0, text.activity.customer)).toBe(`'=HYPERLINK("https://evil.example","x")`);
    expect(cell(0, text.activity.automation)).toBe("'@SUM(1+1)");
    const formulas = rows.flat().filter((value) => /^[=+\-@\t\r]/.test(value) && !/^\+\d+$/.test(value));
    expect(formulas).toEqual([]);
  });

  test("of a customer whose data was erased, nothing is told but that there was one", async () => {
    await house.tell("orders/create", orderBody());
    await house.rows(`UPDATE "Customer" SET "erasedAt" = now()`);
    const { rows, cell } = await read();
    expect(cell(0, text.activity.customer)).toBe(text.activity.erased);
    expect(JSON.stringify(rows)).not.toMatch(/Ada|\+1|Moreno/);
  });

  test("10,000 rows come a batch at a time: no batch is read before it is asked for, and none twice", async () => {
    await house.rows(
      `INSERT INTO "AutomationLog" ("id", "shopId", "automationId", "action", "status", "reason", "createdAt")
       SELECT gen_random_uuid(), $1, (SELECT "id" FROM "Automation"), 'enter', 'skipped', 'reentry_limit',
         $2::timestamptz - n / 3 * interval '1 second' FROM generate_series(1, 10000) n`,
      [shopId, house.clock.now()],
    );
    let reads = 0;
    const { pool } = database();
    const counting = Object.create(pool) as typeof pool;
    counting.query = ((...given: unknown[]) => {
      if (String(given[0]).includes("explanation")) reads++;
      return (pool.query as (...given: unknown[]) => unknown).apply(pool, given);
    }) as typeof pool.query;
    const opened = await openedExport(
      { ...house.context, db: { ...house.context.db, pool: counting } },
      await addressOf(),
    );
    const before = reads;
    const iterator = opened.texts[Symbol.asyncIterator]();
    await iterator.next();
    expect(reads - before).toBe(0);
    await iterator.next();
    expect(reads - before).toBe(1);
    await iterator.return?.();
    expect(reads - before).toBe(1);

    const { rows, texts } = await read();
    expect(rows).toHaveLength(10_000);
    expect(new Set(rows.map((row) => row.at(-3))).size).toBe(10_000);
    expect(texts.length).toBeGreaterThanOrEqual(11);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(250_000);
    const times = rows.map(([at = ""]) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("what is more than fits is cut, and the file says so", async () => {
    for (const order of ["1", "2", "3"]) await house.tell("orders/create", orderBody({ order }));
    const { rows } = await read({}, { batch: 2, most: 4 });
    expect(rows).toHaveLength(5);
    expect(rows[4]).toEqual([text.activity.export.cut(4)]);
    expect((await read({}, { batch: 2, most: 6 })).rows).toHaveLength(6);
  });

  test("it is narrowed down as the page is, and who took it is written down", async () => {
    await house.tell("orders/create", orderBody());
    expect((await read({ action: "enter" })).rows).toHaveLength(1);
    expect((await read({ search: "#1042", view: "failed" })).rows).toHaveLength(0);
    expect(
      await house.rows(`SELECT "actor", "after" FROM "AuditEvent" WHERE "action" = 'activity.exported' ORDER BY "id"`),
    ).toEqual([
      { actor: "staff:1", after: { action: "enter" } },
      { actor: "staff:1", after: { search: "#1042", view: "failed" } },
    ]);
  });

  test("its address is good for five minutes, for these filters and this member of the staff alone", async () => {
    const address = await addressOf({ view: "failed" });
    const open = (one: string) => openExport(house.context, one);
    expect(await open(address)).not.toBeNull();
    expect(await open(address.replace("failed", "sent"))).toBeNull();
    expect(await open(address.replace("staff=1", "staff=2"))).toBeNull();
    expect(await open("https://shopbell.example/exports/activity")).toBeNull();
    await house.pass({ minutes: 5 });
    expect(await open(address)).not.toBeNull();
    await house.pass({ seconds: 1 });
    expect(await open(address)).toBeNull();
  });

  test("who may no longer export gets nothing of an address made before", async () => {
    const address = await addressOf();
    await beStaff("viewer");
    expect(await openExport(house.context, address)).toBeNull();
  });
});
