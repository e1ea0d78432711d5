import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { customerSorts } from "#core/customers/listing.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";
import { canonicalEvidence, prepareEvidence, readEvidence } from "#services/consent/consent-evidence.server.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { countCustomers, readCustomers } from "#services/customers/read-customers.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import { suppressCustomer } from "#services/consent/suppress.server.ts";
import { whyNot } from "#services/customers/why-not.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { sendManually } from "#services/sending/parts/send-manually.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnEachDatabase("a customer's file", (database) => {
  let house: House;
  let customerId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation", "welcome", "birthday"]);
    house.adminKnows(ADA, {
      firstName: "Ada",
      lastName: "Moreno",
      email: "ada@example.com",
      phone: ADAS_PHONE,
      countryCode: "US",
      provinceCode: "NY",
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    customerId = (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`))[0]?.id ?? "";
    later();
  });
  afterEach(() => house.close());

  const shop = () => ensureShop(house.context, SHOP);
  const later = () => house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
  const write = async (body: string) => {
    await receiveMessage(house.context, {
      providerId: `SM-${++texts}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
    await house.work();
    later();
  };
  const timeline = async (kind?: TimelineKind, place = {}) =>
    readTimeline(house.context, await shop(), customerId, { kind, ...place });
  const titles = async (kind?: TimelineKind) => (await timeline(kind)).rows.map(({ title }) => title).toReversed();

  describe("the timeline", () => {
    test("tells consents, texts in and out, ways through automations and what was not sent, in one order", async () => {
      await house.tell("orders/create", orderBody());
      later();
      await write("Thank you!");
      await sendManually(house.context, {
        shopId: (await shop()).id,
        actor: "staff:1",
        to: { customerId },
        body: "You are welcome.",
        purpose: "reply",
        key: "one",
      });
      await house.work();
      later();
      await write("STOP");
      await house.tell("orders/create", orderBody({ order: "2" }));
      expect(await titles("consents")).toEqual(["Subscribed to SMS", "Unsubscribed from SMS"]);
      expect(await titles("texts")).toEqual([
        "Welcome sent a text",
        "Order confirmation sent a text",
        "Wrote",
        "Your team wrote",
        "Wrote",
      ]);
      expect(await titles("withheld")).toEqual(["Order confirmation: the text was skipped"]);
      expect(await titles("sequences")).toContain("Entered Order confirmation");
      expect(await titles("orders")).toEqual(["Placed order #1042 for $86.00", "Placed order #1042 for $86.00"]);
      const all = await timeline();
      expect(all.rows).toHaveLength(
        (await Promise.all((["consents", "texts", "orders", "withheld", "sequences"] as const).map(titles))).flat()
          .length,
      );
      expect(all.rows.every(({ kind, logId }) => kind !== "withheld" || logId !== null)).toBe(true);
      expect((await timeline("withheld")).rows[0]).toMatchObject({
        kind: "withheld",
        note: "Unsubscribed",
      });
    });

    test("shows waits with their length and folds routine steps away until they are asked for", async () => {
      await house.automate((await shop()).id, {
        name: "Thanks",
        kind: "transactional",
        trigger: { type: "order_created" },
        steps: [
          { id: "task", type: "create_task", config: { title: "Call" } },
          { id: "w", type: "wait", config: { for: { amount: 2, unit: "days" } } },
          { id: "t", type: "send_sms", config: { body: "Thanks!" } },
        ] as never,
      });
      await house.tell("orders/create", orderBody());
      await house.pass({ days: 3 });
      const shown = await titles("sequences");
      // The wait and the run end in the same instant here.
      expect(new Set(shown.filter((title) => title.includes("Thanks")))).toEqual(
        new Set(["Entered Thanks", "Thanks: waited 2 days", "Finished Thanks"]),
      );
      const hidden = await timeline("sequences");
      const all = await timeline("sequences", { routine: true });
      expect(hidden.routine).toBe(1);
      expect(all.rows).toHaveLength(hidden.rows.length + 1);
      expect(all.rows.map(({ title }) => title)).toContain("Thanks: create a task");
      expect((await timeline("texts")).routine).toBe(0);
    });

    test("an order that was cancelled says so, and other customers' orders are not in it", async () => {
      await house.tell("orders/create", orderBody());
      await house.tell("orders/create", orderBody({ order: "77", id: "7002", phone: "+13105550177" }));
      await house.rows(`UPDATE "StoreOrder" SET "cancelledAt" = now(), "stands" = false WHERE "orderId" <> '77'`);
      expect((await timeline("orders")).rows).toMatchObject([{ kind: "order", note: "Cancelled" }]);
    });

    test("goes page by page through all of its sources, and loses nothing", async () => {
      for (let n = 0; n < 35; n++) await write(`text ${n}`);
      const newest = await timeline();
      const older = await timeline(undefined, { older: newest.older ?? "" });
      const ids = [...newest.rows, ...older.rows].map(({ id }) => id);
      expect([newest.rows.length, new Set(ids).size]).toEqual([30, ids.length]);
      expect((await timeline(undefined, { newer: older.newer ?? "" })).rows).toEqual(newest.rows);
    });
  });

  test("tells consent with its proof, in the customer's own zone, and what it lacks", async () => {
    await write("STOP");
    const file = await readCustomer(house.context, await shop(), customerId);
    expect(file).toMatchObject({
      name: "Ada Moreno",
      zone: "America/New_York",
      consent: "unsubscribed",
      suppression: { ours: false },
    });
    expect(file?.proofs[0]).toMatchObject({
      state: "unsubscribed",
      previous: "subscribed",
      source: "keyword",
      words: "STOP",
      lacks: [],
      at: { exact: expect.stringContaining("America/New_York") as string },
    });
  });

  test("names the place and writes the amount with its currency", async () => {
    await house.rows(
      `UPDATE "Customer" SET "countryCode" = 'GB', "provinceCode" = 'ENG', "totalSpent" = '1330.00', "currency" = 'USD'`,
    );
    expect(await readCustomer(house.context, await shop(), customerId)).toMatchObject({
      place: "England, United Kingdom",
      spent: "$1,330.00",
    });
    await house.rows(`UPDATE "Customer" SET "countryCode" = 'FR', "provinceCode" = 'IDF', "currency" = NULL`);
    expect(await readCustomer(house.context, await shop(), customerId)).toMatchObject({
      place: "IDF, France",
      spent: "1330.00",
    });
  });

  test("of another shop is not there", async () => {
    await house.open([], { domain: "other.myshopify.com", credits: 0 });
    const other = await ensureShop(house.context, "other.myshopify.com");
    expect(await readCustomer(house.context, other, customerId)).toBeNull();
    expect(await prepareEvidence(house.context, other, { customerId, userId: "1", name: "Rosa" })).toMatchObject({
      ok: false,
    });
  });

  describe("why not", () => {
    const why = async () =>
      new Map(
        (await whyNot(house.context, await shop(), customerId)).map(({ automation, entry, reason, inside }) => [
          automation,
          { entry, reason, inside },
        ]),
      );

    test("tells of each automation that is on whether it let the customer in, and whether its text would go now", async () => {
      await house.tell("orders/create", orderBody());
      await house.automate((await shop()).id, { name: "Never", trigger: { type: "order_cancelled" } });
      const found = await why();
      expect(found.get("Order confirmation")).toMatchObject({
        entry: expect.stringMatching(/^Entered today/) as string,
        reason: null,
      });
      expect(found.get("Never")?.entry).toMatch(/^Never triggered: “.*” has not happened/);
      expect([...found.keys()]).not.toContain("Replies by hand");
    });

    test("tells which rule stands in the way of a text now", async () => {
      await suppressCustomer(house.context, {
        shopId: (await shop()).id,
        actor: "staff:1",
        customerId,
        reason: "asked",
      });
      expect((await why()).get("Order confirmation")?.reason).toBe("opted_out");
      house.clock.moveTo(house.clock.now().add({ hours: 14 }));
      expect(
        (await whyNot(house.context, await shop(), customerId)).every(({ reason }) => reason === "opted_out"),
      ).toBe(true);
    });

    test("tells until when a text would wait", async () => {
      house.clock.moveTo(house.clock.now().add({ hours: 14 }));
      const welcome = (await whyNot(house.context, await shop(), customerId)).find(
        ({ automation }) => automation === "Welcome",
      );
      expect(welcome).toMatchObject({ reason: "quiet_hours", until: { shown: "Today at 8:00 am" } });
    });
  });

  describe("the list", () => {
    const found = async (search?: string) =>
      (await readCustomers(house.context, await shop(), { search })).rows.map(({ name }) => name);

    test.each(["ada", "Ada M", "moreno", "ada@ex", "(212) 555", "+1212555", "212555", "0123", "Moreno, Ada"])(
      "finds by a number, a name or an address, or a part of it: %s",
      async (search) => {
        await house.rows(`UPDATE "Shop" SET "countryCode" = 'US'`);
        expect(await found(search)).toEqual(["Ada Moreno"]);
      },
    );

    test.each(["bea", "9999", "_da", "%"])("does not find %s", async (search) => {
      expect(await found(search)).toEqual([]);
    });

    test("goes page by page, the newest first", async () => {
      for (let n = 0; n < 60; n++)
        await house.rows(
          `INSERT INTO "Customer" ("id", "shopId", "firstName") SELECT $1::uuid, "id", 'C' FROM "Shop"`,
          [house.context.newId(house.clock.now())],
        );
      const newest = await readCustomers(house.context, await shop(), {});
      const older = await readCustomers(house.context, await shop(), { older: newest.older ?? "" });
      expect([newest.rows.length, older.rows.length, older.rows.at(-1)?.name]).toEqual([50, 11, "Ada Moreno"]);
      expect((await readCustomers(house.context, await shop(), { newer: older.newer ?? "" })).rows).toEqual(
        newest.rows,
      );
    });

    /** 120 customers; every third never ordered, spent, had a text or told a name. */
    const populate = async () => {
      await house.rows(
        `INSERT INTO "Customer" ("id", "shopId", "firstName", "lastOrderAt", "totalSpent", "tags", "phone")
         SELECT gen_random_uuid(), s."id", CASE WHEN n % 3 > 0 THEN 'C' || n % 7 END,
           CASE WHEN n % 3 > 0 THEN $1::timestamptz - n % 11 * interval '1 day' END, CASE WHEN n % 3 > 0 THEN n % 5 END,
           CASE WHEN n % 2 = 0 THEN ARRAY['even'] ELSE ARRAY['odd', 'vip'] END, '+1212555' || 1000 + n
         FROM "Shop" s, generate_series(1, 120) n`,
        [house.clock.now()],
      );
      await house.rows(
        `INSERT INTO "Message" ("id", "shopId", "customerId", "direction", "to", "body", "status", "createdAt", "updatedAt")
         SELECT gen_random_uuid(), c."shopId", c."id", 'outbound', '+1', 'hi', 'sent',
           c."lastOrderAt" + n * interval '1 hour', now()
         FROM "Customer" c, generate_series(1, 2) n WHERE c."totalSpent" IS NOT NULL`,
      );
      await house.rows(
        `INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "consent", "suppressedAt", "createdAt")
         SELECT gen_random_uuid(), "shopId", 'sms', "phone", 'unsubscribed',
           CASE WHEN "totalSpent" = 4 THEN now() END, now()
         FROM "Customer" WHERE "totalSpent" >= 3 AND "firstName" <> 'Ada'`,
      );
    };

    test.each(customerSorts)("sorted by %s, it goes page by page, there and back, and loses nobody", async (sort) => {
      await populate();
      const read = async (place = {}) => readCustomers(house.context, await shop(), { sort, ...place });
      const one = await read();
      const two = await read({ older: one.older ?? "" });
      const three = await read({ older: two.older ?? "" });
      const ids = [one, two, three].flatMap(({ rows }) => rows.map(({ id }) => id));
      expect([new Set(ids).size, one.newer, three.older]).toEqual([121, null, null]);
      expect((await read({ newer: three.newer ?? "" })).rows).toEqual(two.rows);
      expect((await read({ newer: two.newer ?? "" })).rows).toEqual(one.rows);
      const known = new Map(
        (
          await house.rows<{ id: string; name: string; lastOrderAt: unknown; totalSpent: string | null }>(
            `SELECT "id", "firstName" AS "name", "lastOrderAt"::text, "totalSpent"::text FROM "Customer"`,
          )
        ).map((row) => [row.id, row]),
      );
      const valueOf = (id: string) => {
        const row = known.get(id);
        return { newest: id, name: row?.name, last_order: row?.lastOrderAt, spent: row?.totalSpent, last_text: null }[
          sort
        ];
      };
      const values = ids.map(valueOf).filter((value) => typeof value === "string");
      const sorted = values.toSorted();
      expect(values).toEqual(sort === "name" ? sorted : sorted.toReversed());
    });

    test("by the last text, the newest text of each customer counts", async () => {
      await populate();
      const { rows } = await readCustomers(house.context, await shop(), { sort: "last_text" });
      const times = await house.rows<{ id: string; at: string }>(
        `SELECT "customerId" AS "id", max("createdAt")::text AS "at" FROM "Message" GROUP BY 1`,
      );
      const at = new Map(times.map((row) => [row.id, row.at]));
      const shown = rows.flatMap(({ id }) => at.get(id) ?? []);
      expect(shown).toHaveLength(50);
      expect(shown).toEqual(shown.toSorted().toReversed());
    });

    test("a filter shows as many as its count says, and the counts respect the other filter", async () => {
      await populate();
      const read = async (filter = {}) => readCustomers(house.context, await shop(), filter);
      const counted = async (filter = {}) => countCustomers(house.context, await shop(), filter);
      const { consents, tags } = await counted();
      for (const { state, count } of consents) {
        const { rows } = await read({ consent: state });
        expect(rows).toHaveLength(Math.min(50, count));
        expect(new Set(rows.map(({ consent }) => consent))).toEqual(new Set(count > 0 ? [state] : []));
      }
      expect(Object.fromEntries(consents.map(({ state, count }) => [state, count]))).toMatchObject({
        subscribed: 1,
        suppressed: 16,
        unsubscribed: 16,
      });
      expect(tags).toEqual([
        { tag: "even", count: 60 },
        { tag: "odd", count: 60 },
        { tag: "vip", count: 60 },
      ]);
      const narrow = { consent: "suppressed", tag: "vip" };
      const { rows } = await read({ ...narrow, sort: "spent" });
      const both = await counted(narrow);
      expect(both.tags.find(({ tag }) => tag === "vip")?.count).toBe(rows.length);
      expect(both.consents.find(({ state }) => state === "suppressed")?.count).toBe(rows.length);
      expect((await read({ tag: "nobody's" })).rows).toEqual([]);
    });
  });

  describe("the evidence pack", () => {
    const beStaff = async (role: "support" | "viewer") =>
      saveStaff(house.context.db.pool, (await shop()).id, {
        id: house.context.newId(house.clock.now()),
        userId: "1",
        name: "Rosa Lind",
        email: null,
        role,
        lastSeenAt: house.clock.now(),
      });
    beforeEach(() => beStaff("support"));
    const prepare = async () => {
      const made = await prepareEvidence(house.context, await shop(), {
        customerId,
        userId: "1",
        name: "Rosa Lind",
      });
      if (!made.ok) throw new Error(made.message);
      return { page: `https://shopbell.example${made.page}`, file: `https://shopbell.example${made.file}` };
    };

    test("holds each consent, text and decision with the rules, and a hash that proves it unchanged", async () => {
      await write("STOP");
      await house.tell("orders/create", orderBody());
      const evidence = await readEvidence(house.context, (await prepare()).file);
      const content = evidence?.content;
      expect(content).toMatchObject({
        format: "shopbell/evidence@1",
        phone: "+1 212 555 0123",
        madeBy: "Rosa Lind",
        complete: true,
        suppression: { reason: "keyword" },
      });
      expect(content?.says).toContain("unsubscribed by “STOP”");
      expect(new Set(content?.lines.map(({ kind }) => kind))).toEqual(
        new Set(["consent", "event", "considered", "step", "text_in", "text_out", "ended"]),
      );
      expect(content?.rules).toContainEqual({
        rule: "opt-out@2026-11",
        source: expect.stringContaining("47 CFR") as string,
      });
      const read: unknown = JSON.parse(JSON.stringify(content));
      expect(createHash("sha256").update(canonicalEvidence(read)).digest("hex")).toBe(evidence?.sha256);
      expect(await house.rows(`SELECT "actor", "target" FROM "AuditEvent" WHERE "action" = 'evidence.taken'`)).toEqual([
        { actor: "staff:1", target: `customer:${customerId}` },
      ]);
    });

    test("page and file of one pack have the same hash, as long as nothing happens between", async () => {
      const { page, file } = await prepare();
      expect((await readEvidence(house.context, page))?.sha256).toBe((await readEvidence(house.context, file))?.sha256);
    });

    test("is not given any more to a role that may not export, nor after the app was uninstalled", async () => {
      const { page, file } = await prepare();
      await beStaff("viewer");
      expect(await readEvidence(house.context, page)).toBeNull();
      await beStaff("support");
      expect(await readEvidence(house.context, file)).not.toBeNull();
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
      expect(await readEvidence(house.context, file)).toBeNull();
    });

    test("is not given for an address that was changed, or whose time is over", async () => {
      const { file } = await prepare();
      expect(
        await readEvidence(
          house.context,
          file.replace(
            customerId,
            customerId.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
          ),
        ),
      ).toBeNull();
      house.clock.moveTo(house.clock.now().add({ minutes: 11 }));
      expect(await readEvidence(house.context, file)).toBeNull();
    });
  });
});
