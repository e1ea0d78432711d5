import fc from "fast-check";
import type pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { runBacktest } from "#services/simulation/run-backtest.server.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases, type TestDatabase } from "#tests/support/database.ts";
import { agreed, flow, happening, settings } from "./backtest-history.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

async function shopOf(house: House) {
  const shop = await findShop(house.context.db.pool, SHOP);
  if (!shop) throw new Error("there is no shop");
  return shop;
}

// RUNS=500 looks longer and elsewhere; with SEED and RUN_PATH it looks again at what such a run has found.
const { RUNS, SEED, RUN_PATH, SHOW } = process.env;
const look = SEED ? { seed: Number(SEED), path: RUN_PATH ?? "" } : RUNS ? {} : { seed: 20_261 };

describeOnDatabases("a backtest", (database) => {
  let here: TestDatabase;
  beforeEach(() => (here = database()));

  test("of an automation that really ran reproduces its log, row for row", { timeout: 600_000 }, async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        flow,
        settings,
        fc.integer({ min: 2, max: 40 }),
        fc.array(happening, { minLength: 10, maxLength: 25, size: "max" }),
        async (document, set, credits, happenings) => {
          await here.reset();
          const house = buildHouse(here);
          try {
            const shopId = await house.open(["welcome"], { credits });
            await house.rows(`UPDATE "Shop" SET "settings" = $1::jsonb`, [JSON.stringify(set)]);
            await house.pass({ milliseconds: 1 });
            const key = await house.automate(shopId, document);
            agreed(house);
            for (const { do: happen } of happenings) await happen(house, shopId);
            await house.pass({ days: 4 });
            const since = house.clock.now().subtract({ hours: 24 * 300 });
            const { comparison, rows } = await runBacktest(house.context, await shopOf(house), {
              target: { key },
              since,
              tolerance: 0,
            });
            expect(comparison).toMatchObject({
              onlyReal: [],
              onlyTrial: [],
              delivery: 0,
              agree: rows.length,
              real: rows.length,
            });
            for (const { action, status, reason } of rows)
              met.set(`${action} ${status} ${reason}`, (met.get(`${action} ${status} ${reason}`) ?? 0) + 1);
          } finally {
            await house.close();
          }
        },
      ),
      {
        numRuns: Number(RUNS ?? 25),
        ...look,
        reporter: (run) => {
          if (run.failed)
            throw new Error(
              `seed ${run.seed}, path ${run.counterexamplePath}: ${JSON.stringify(run.counterexample?.[0])} ` +
                `${JSON.stringify(run.counterexample?.[1])}, after ${run.counterexample?.[3].map(({ say }) => say).join("; ")}`,
              { cause: run.errorInstance },
            );
        },
      },
    );
    if (SHOW)
      process.stdout.write(
        `${[...met]
          .map(([row, times]) => `${times} ${row}`)
          .sort()
          .join("\n")}\n`,
      );
    // Histories in which nothing was sent would prove little.
    expect(met.get("send_sms sent null")).toBeGreaterThan(0);
  });

  test("of an automation that is not there yet tells who would have got what, and what it would have cost", async () => {
    const house = buildHouse(here);
    await house.open([], { credits: 2 });
    await house.confirmWording();
    const since = house.clock.now();
    house.adminKnows(ADA, {
      firstName: "Ada",
      phone: ADAS_PHONE,
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    await house.tell("checkouts/create", checkoutBody());
    await house.pass({ hours: 36 });
    await house.tell("checkouts/create", checkoutBody({ token: "c-2", id: "88", phone: "+12125550188" }));
    await house.tell("checkouts/create", checkoutBody({ token: "c-3" }));
    await house.pass({ days: 3 });
    await house.tell("orders/create", orderBody({ token: "c-3" }));

    const found = await runBacktest(house.context, await shopOf(house), { target: { key: "abandoned-cart" }, since });
    expect(found).toMatchObject({
      automation: { name: "Abandoned cart", source: "library", automationId: null },
      entered: { times: 3, customers: 2 },
      texts: { count: 2, segments: 2, credits: 2, customers: 1 },
      skipped: { no_consent: 1 },
      deferred: { quiet_hours: 1 },
      inside: 0,
      comparison: null,
    });
    expect(
      found.sent.map(({ at, to, customer, credits, body }) => ({ at: at.toString(), to, customer, credits, body })),
    ).toEqual([
      {
        at: "2026-03-02T16:00:00Z",
        to: ADAS_PHONE,
        customer: "Ada Moreno",
        credits: 1,
        body:
          "Juniper: you left Linen shirt in your cart, Ada. It is still " +
          "here: https://shopbell.example/l/4k7p2m9x3ab Reply STOP to opt out",
      },
      {
        at: "2026-03-04T13:00:00Z",
        to: ADAS_PHONE,
        customer: "Ada Moreno",
        credits: 1,
        body:
          "Juniper: you left Linen shirt in your cart, Ada. It is still " +
          "here: https://shopbell.example/l/4k7p2m9x3ab Reply STOP to opt out",
      },
    ]);
    expect(found.days.filter(({ credits }) => credits > 0)).toEqual([
      { day: "2026-03-02", entered: 1, texts: 1, skipped: 0, credits: 1 },
      { day: "2026-03-04", entered: 0, texts: 1, skipped: 0, credits: 1 },
    ]);
    expect(found.steps).toMatchObject([
      { id: "remind", reached: 3, sent: 2, skipped: 1 },
      { id: "watch", reached: 3 },
    ]);
    await house.close();
  });

  test("takes the shop's credits as they were, unless they are to set no limit", async () => {
    const house = buildHouse(here);
    const shopId = await house.open([], { credits: 1 });
    const since = house.clock.now();
    for (const order of ["1", "2", "3"]) {
      await house.pass({ hours: 1 });
      await house.tell("orders/create", orderBody({ order }));
    }
    await house.pass({ minutes: 1 });
    await grantCredits(house.context, { shopId, credits: 5, type: "grant", note: "", actor: "test" });
    await house.pass({ hours: 1 });
    await house.tell("orders/create", orderBody({ order: "4" }));
    const given = { key: "order-confirmation" };
    const shop = await shopOf(house);
    const limited = await runBacktest(house.context, shop, { target: given, since });
    expect(limited).toMatchObject({ texts: { count: 2 }, skipped: { insufficient_credits: 2 } });
    // A text that was left out reads as its customer would have read it.
    expect(limited.skippedTexts.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^[^{[]+$/),
      expect.stringMatching(/^[^{[]+$/),
    ]);
    expect(await runBacktest(house.context, shop, { target: given, since, credits: "unlimited" })).toMatchObject({
      texts: { count: 4 },
      skipped: {},
    });
    await house.close();
  });

  test("writes nothing and calls nobody", async () => {
    const house = buildHouse(here);
    const shopId = await house.open(["welcome"], { credits: 9 });
    await house.automate(shopId, {
      steps: [
        { id: "a", type: "add_tag", config: { tags: ["x"] } },
        { id: "b", type: "call_webhook", config: { url: "https://example.com/hook" } },
        { id: "c", type: "create_task", config: { title: "Call" } },
        { id: "d", type: "send_sms", config: { body: "Hi" } },
      ],
      kind: "transactional",
      name: "Busy",
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", orderBody());
    await house.pass({ days: 3 });
    const before = await everything(house);

    const statements: string[] = [];
    const watched = { ...house.context.db, pool: watch(here.pool, statements) };
    // Whatever else it asked of the world would not be there.
    const found = await runBacktest(
      { db: watched, clock: house.clock, secrets: house.context.secrets, env: house.context.env },
      await shopOf(house),
      { target: { key: "Busy" }, since: house.clock.now().subtract({ hours: 240 }) },
    );
    expect(found.comparison).toMatchObject({ onlyReal: [], onlyTrial: [] });
    expect(found.rows.map(({ action }) => action)).toEqual([
      "enter",
      "add_tag",
      "call_webhook",
      "create_task",
      "send_sms",
    ]);
    expect(await everything(house)).toEqual(before);
    expect(new Set(statements.map((statement) => statement.trim().split(/\s/)[0]))).toEqual(
      new Set(["BEGIN", "SELECT", "COMMIT"]),
    );
    expect(statements.filter((statement) => statement.startsWith("BEGIN"))).toEqual(
      statements.filter((statement) => statement === "BEGIN READ ONLY"),
    );
    await house.close();
  });

  test("of a file names every problem of it, and of an unknown name what there is", async () => {
    const house = buildHouse(here);
    await house.open([]);
    const shop = await shopOf(house);
    const since = house.clock.now();
    await expect(
      runBacktest(house.context, shop, { target: { document: { name: "x", kind: "marketing" } }, since }),
    ).rejects.toThrow(/the file cannot be run:\n.*trigger/s);
    await expect(runBacktest(house.context, shop, { target: { key: "nothing" }, since })).rejects.toThrow(
      /no automation "nothing" in the shop, nor in the library/,
    );
    await house.close();
  });
});

/** Every row of every table, as text. */
async function everything(house: House): Promise<Record<string, string[]>> {
  const tables = await house.rows<{ name: string }>(
    `SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public'`,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables)
    rows[name] = (await house.rows<{ text: string }>(`SELECT t::text AS "text" FROM "${name}" t ORDER BY 1`)).map(
      ({ text }) => text,
    );
  return rows;
}

/** A pool that tells of every statement, and gives nothing but connections. */
function watch(pool: pg.Pool, statements: string[]): pg.Pool {
  const connect = async () => {
    const client = await pool.connect();
    const query = async (text: string, values?: unknown[]) => {
      statements.push(text);
      return client.query(text, values);
    };
    return { query, release: (error?: Error) => client.release(error) };
  };
  return { connect } as unknown as pg.Pool;
}
