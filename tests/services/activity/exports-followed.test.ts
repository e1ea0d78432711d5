import { afterEach, beforeEach, expect, test } from "vitest";
import { startActivityExport, openExport, type ActivityExport } from "#services/activity/export-activity.server.ts";
import { cancelBackgroundJob } from "#services/operations/start-background-job.server.ts";
import { runBackgroundJobs } from "#services/operations/run-background-jobs.server.ts";
import { readExports } from "#services/activity/read-exports.server.ts";
import type { ActivityFilter } from "#services/activity/read-activity.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { addressOfExport, openedExport } from "#tests/support/export.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { text } from "#text/en.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const words = text.activity.export;
const USER = "1";
const ROWS = 6;

describeOnDatabases("an export of the log", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"], { credits: 100 });
    await saveStaff(database().pool, shopId, {
      id: house.context.newId(house.clock.now()),
      userId: USER,
      name: "Sam",
      email: null,
      role: "support",
      lastSeenAt: house.clock.now(),
    });
    // Each order leaves two rows: who entered, and the text.
    for (const order of ["1", "2", "3"]) await house.tell("orders/create", orderBody({ order, id: order }));
  });
  afterEach(() => house.close());

  const ask = async (filter: ActivityFilter = {}) => addressOfExport(house.context, { shopId, userId: USER, filter });
  const open = (address: string) => openedExport(house.context, address, { batch: 2 });
  const begin = async (filter?: ActivityFilter) => open(await ask(filter));
  const takeAll = async ({ texts }: ActivityExport) => {
    let taken = "";
    for await (const one of texts) taken += one;
    return taken;
  };
  const shown = async () => {
    const shop = await findShop(database().pool, SHOP);
    if (!shop) throw new Error("the shop is gone");
    return readExports(house.context, shop);
  };
  const pass = (seconds: number) => house.clock.moveTo(house.clock.now().add({ seconds }));

  test("is listed from the moment it is asked for until it is taken, with whose it is, of what, and how far", async () => {
    const address = await ask({ view: "sent", search: "Ada" });
    expect(await shown()).toMatchObject([
      { status: "waiting", by: "Sam", filter: { view: "sent", search: "Ada" }, rows: 0, total: null, error: null },
    ]);
    const file = await open(address);
    expect(await shown()).toMatchObject([{ status: "running" }]);
    await takeAll(file);
    expect(await shown()).toMatchObject([{ status: "done", rows: 3, total: 3, error: null }]);
  });

  test("tells how many rows are out of how many, at most once a second", async () => {
    const { texts, alive } = await begin();
    await texts.next();
    await texts.next();
    expect(await shown()).toMatchObject([{ rows: 0 }]);
    // The file does not wait for the count.
    await expect.poll(async () => (await alive(), await shown())).toMatchObject([{ rows: 2, total: ROWS }]);
    await texts.next();
    expect(await shown()).toMatchObject([{ rows: 2 }]);
    pass(2);
    await texts.next();
    expect(await shown()).toMatchObject([{ status: "running", rows: ROWS, total: ROWS }]);
    expect((await texts.next()).done).toBe(true);
    expect(await shown()).toMatchObject([{ status: "done", rows: ROWS, total: ROWS }]);
  });

  test("that the browser breaks off has failed, and says so", async () => {
    const { texts } = await begin();
    await texts.next();
    await texts.return?.();
    expect(await shown()).toMatchObject([{ status: "failed", error: words.left }]);
    await texts.return?.();
    expect(await shown()).toMatchObject([{ status: "failed", error: words.left }]);
  });

  test("that is over stays so when its reader leaves after the last row", async () => {
    const file = await begin();
    await takeAll(file);
    await file.texts.return?.();
    expect(await shown()).toMatchObject([{ status: "done", rows: ROWS }]);
  });

  test("whose process died is never started again: once its lease is over it has failed, with a plain reason", async () => {
    const { texts } = await begin();
    await texts.next();
    expect(await runBackgroundJobs(house.context)).toBe(0);
    pass(121);
    expect(await runBackgroundJobs(house.context)).toBe(1);
    expect(await shown()).toMatchObject([{ status: "failed", error: words.brokeOff }]);
    expect(await runBackgroundJobs(house.context)).toBe(0);
  });

  test("that is read slowly, or paused, is still under way while the browser holds on", async () => {
    const { texts, alive } = await begin();
    await texts.next();
    for (const seconds of [90, 90, 90]) {
      pass(seconds);
      await alive();
      expect(await runBackgroundJobs(house.context)).toBe(0);
    }
    expect(await shown()).toMatchObject([{ status: "running" }]);
  });

  test("that nobody fetched has failed once its address is over", async () => {
    await ask();
    pass(299);
    expect(await runBackgroundJobs(house.context)).toBe(0);
    pass(2);
    await runBackgroundJobs(house.context);
    expect(await shown()).toMatchObject([{ status: "failed", error: words.brokeOff }]);
  });

  test("whose address is opened twice is two exports", async () => {
    const address = await ask();
    const [one, other] = await Promise.all([open(address), open(address)]);
    const [first, second] = [await takeAll(one), await takeAll(other)];
    expect(first).toBe(second);
    expect(await shown()).toMatchObject([{ status: "done" }, { status: "done" }]);
  });

  test("that was cancelled gives no more rows", async () => {
    const { texts } = await begin();
    await texts.next();
    const [run] = await shown();
    await cancelBackgroundJob(house.context, { shopId, actor: "staff:1", runId: run?.id ?? "" });
    pass(2);
    await expect(texts.next()).rejects.toThrow(/no longer ours/);
    expect(await shown()).toMatchObject([{ status: "cancelled" }]);
  });

  test("is no news any more an hour after its end, and another shop's never is", async () => {
    await takeAll(await begin());
    const other = await house.open([], { domain: "larkspur.myshopify.com" });
    await house.rows(`UPDATE "BackgroundJob" SET "shopId" = $1`, [other]);
    expect(await shown()).toEqual([]);
    await house.rows(`UPDATE "BackgroundJob" SET "shopId" = $1`, [shopId]);
    expect(await shown()).toHaveLength(1);
    pass(3601);
    expect(await shown()).toEqual([]);
  });

  test("is refused while two of the shop's run, with a plain reason, at its start and at its download", async () => {
    const addresses = [await ask(), await ask(), await ask()];
    const files = [await open(addresses[0] ?? ""), await open(addresses[1] ?? "")];
    expect(await openExport(house.context, addresses[2] ?? "")).toBe("too_many");
    expect(await startActivityExport(house.context, { shopId, userId: USER, filter: {} })).toMatchObject({
      ok: false,
      message: words.tooMany,
    });
    await takeAll(files[0] as ActivityExport);
    await takeAll(await open(addresses[2] ?? ""));
    expect((await shown()).map(({ status }) => status)).toEqual(["done", "running", "done"]);
  });

  test("of sixty at one moment, two run", async () => {
    const addresses = await Promise.all(Array.from({ length: 60 }, () => ask()));
    const opened = await Promise.all(addresses.map((address) => openExport(house.context, address)));
    expect(opened.filter((file) => file !== "too_many")).toHaveLength(2);
  });
});
