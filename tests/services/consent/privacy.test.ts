import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { saveView } from "#services/activity/change-saved-views.server.ts";
import { readTestWalk } from "#services/simulation/read-test-walk.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { ownNumber } from "#tests/support/team-number.ts";
import { addressOfExport, openedExport } from "#tests/support/export.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, SHOP, type House } from "../test-app.ts";

const request = () =>
  JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: "ada@example.com", phone: ADAS_PHONE } }).replace(
    '"<id>"',
    ADA,
  );

describeOnEachDatabase("what the law lets people ask", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation", "welcome"]);
    house.adminKnows(ADA, {
      firstName: "Ada",
      email: "ada@example.com",
      phone: ADAS_PHONE,
      countryCode: "US",
      provinceCode: "NY",
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", orderBody());
  });
  afterEach(() => house.close());

  /** In no row of any table but in those that say what an automation is. */
  async function nowhere(...traces: readonly string[]): Promise<void> {
    const tables = await house.rows<{ name: string }>(
      `
        SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public'
          AND tablename NOT IN ('_prisma_migrations', 'Automation', 'AutomationVersion')`,
    );
    for (const { name } of tables) {
      const rows = await house.rows<{ text: string }>(`SELECT t::text AS "text" FROM "${name}" t`);
      for (const trace of traces)
        expect({ name, rows: rows.filter(({ text }) => text.includes(trace)) }).toEqual({ name, rows: [] });
    }
  }

  test("a customer who asks to be forgotten is in no row any more; totals and the books stay", async () => {
    await house.tell("customers/redact", request());
    await nowhere(ADAS_PHONE, "ada@example.com", "Ada", "Moreno");
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "StoreEvent" WHERE "payload" IS NOT NULL`)).toEqual([
      { n: 0 },
    ]);
    expect(await house.log()).toContain("send_sms sent");
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.pass({ days: 3 });
    expect(house.texts).toHaveLength(2);
  });

  test(
    "what conditions, texts, tasks and notices have said of them " +
      "goes too; which checks were asked, and by which rule, stays",
    async () => {
      const [shop] = await house.rows<{ id: string }>(`SELECT "id" FROM "Shop"`);
      await house.automate(shop?.id ?? "", {
        trigger: { type: "order_created" },
        conditions: {
          all: [
            { field: "customer.email", op: "is_set" },
            { field: "customer.first_name", op: "equals", value: "Ada" },
          ],
        },
        steps: [
          { id: "task", type: "create_task", config: { title: "Call {{ customer.first_name }}" } },
          {
            id: "tell",
            type: "notify_admin",
            config: { title: "{{ customer.first_name }} bought", body: "{{ customer.email }}" },
          },
          { id: "keep", type: "update_field", config: { field: "nick", value: "{{ customer.first_name }}" } },
          { id: "mail", type: "send_email", config: { subject: "For {{ customer.first_name }}", body: "Hello" } },
          { id: "text", type: "send_sms", config: { body: "{{ customer.first_name }}" } },
        ],
      });
      await house.tell("orders/create", orderBody({ order: "77" }));
      expect(
        await house.rows(`SELECT 1 FROM "AutomationLog" WHERE "explanation"::text LIKE '%ada@example.com%'`),
      ).not.toEqual([]);
      await house.tell("customers/redact", request());
      await nowhere("Ada", "ada@example.com", ADAS_PHONE, "+1 212 555 0123");
      expect(
        await house.rows(
          `
          SELECT 1 FROM "AutomationLog" WHERE "explanation" @> '[{"guard": "conditions", "answer": "pass", "saw": {"met": true}}]'`,
        ),
      ).toHaveLength(1);
      expect(await house.rows(`SELECT 1 FROM "AutomationLog" WHERE "explanation"::text LIKE '%@2026-11%'`)).not.toEqual(
        [],
      );
    },
  );

  test(
    "what staff have typed to find them goes from exports, views and the trail of changes; what " +
      "was typed to find others stays",
    async () => {
      const [{ id: shopId } = { id: "" }] = await house.rows<{ id: string }>(`SELECT "id" FROM "Shop"`);
      await saveStaff(database().pool, shopId, {
        id: house.context.newId(house.clock.now()),
        userId: "1",
        name: "Sam",
        email: null,
        role: "support",
        lastSeenAt: house.clock.now(),
      });
      for (const search of [
        "ada m",
        "ada@example.com",
        "(212) 555-0123",
        "5550123",
        ADAS_PHONE,
        "Grace",
        "2125559999",
      ]) {
        const address = await addressOfExport(house.context, {
          shopId,
          userId: "1",
          filter: { view: "sent", search },
        });
        for await (const _text of (await openedExport(house.context, address)).texts);
        const query = new URLSearchParams({ view: "sent", search }).toString();
        expect(
          await saveView(
            house.context,
            { shopId, page: "activity", actor: "staff:1" },
            { name: `Of ${house.context.newId(house.clock.now())}`, query },
          ),
        ).toMatchObject({ ok: true });
      }
      await house.tell("customers/redact", request());
      await nowhere("Ada", "ada m", "ada%40", "ada@example.com", ADAS_PHONE, "555-0123", "5550123");
      const kept = async (table: string, what: string) =>
        (
          await house.rows<{ kept: string | null }>(
            `SELECT ${what} AS "kept" FROM "${table}" WHERE ${what} IS NOT NULL ORDER BY 1`,
          )
        ).map(({ kept: one }) => one);
      expect(await kept("BackgroundJob", `"input"->'filter'->>'search'`)).toEqual(["2125559999", "Grace"]);
      expect(await kept("AuditEvent", `"after"->>'search'`)).toEqual(["2125559999", "Grace"]);
      for (const [table, column] of [
        ["SavedView", `"query"`],
        ["AuditEvent", `"after"->>'query'`],
      ] as const) {
        expect(await kept(table, column)).toEqual([
          ...Array.from({ length: 5 }, () => "view=sent"),
          "view=sent&search=2125559999",
          "view=sent&search=Grace",
        ]);
      }
    },
  );

  test("texts that the team tried out in their words go too, and are not sent once more; who tried them stays", async () => {
    const [{ id: shopId } = { id: "" }] = await house.rows<{ id: string }>(`SELECT "id" FROM "Shop"`);
    const automationId = await house.automate(shopId, {
      trigger: { type: "checkout_abandoned" },
      steps: [
        { id: "text", type: "send_sms", config: { body: "{{ customer.first_name }}, your cart: {{ checkout.url }}" } },
      ],
    });
    await house.tell("checkouts/create", checkoutBody());
    const shop = async () => {
      const found = await findShop(house.context.db.pool, SHOP);
      if (!found) throw new Error("the shop is gone");
      return found;
    };
    const event = (await readTestWalk(house.context, await shop(), automationId, {}))?.events.at(-1)?.id;
    await ownNumber(house.context.db.pool, shopId, "+13055550168");
    const tryOut = async (key: string) =>
      expect(
        await sendTestTexts(house.context, await shop(), {
          automationId,
          actor: "staff:1",
          phone: "+13055550168",
          event,
          key,
        }),
      ).toMatchObject({ ok: true });
    await tryOut("sent");
    await house.work();
    expect(house.bodies().at(-1)).toContain("Ada, your cart: ");
    const [{ target } = { target: "" }] = await house.rows<{ target: string }>(
      `SELECT "target" FROM "ShortLink" WHERE "customerId" IS NULL`,
    );
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
    await tryOut("failed");
    await house.work();
    const [{ id: failed } = { id: "" }] = await house.rows<{ id: string }>(
      `SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'failed'`,
    );
    house.phoneCompany(accepted);
    await house.tell("customers/redact", request());
    await nowhere("Ada", target);
    const texts = house.texts.length;
    expect(await retryFailed(house.context, failed, "support")).toMatchObject({ ok: false });
    await house.pass({ days: 1 });
    expect(house.texts).toHaveLength(texts);
    expect(
      await house.rows(`SELECT "facts"->'manual'->>'by' AS "by" FROM "AutomationSequence" WHERE "facts" ? 'manual'`),
    ).toEqual([{ by: "staff:1" }, { by: "staff:1" }]);
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
  });

  test("what the store tells of them afterwards starts nothing and is not kept", async () => {
    await house.tell("checkouts/create", checkoutBody());
    await house.tell("customers/redact", request());
    await house.tell("orders/create", orderBody({ order: "99" }));
    await nowhere(ADAS_PHONE, "ada@example.com", "Moreno");
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "ProductInterest"`)).toEqual([{ n: 0 }]);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "StoreEvent" WHERE "payload" IS NOT NULL`)).toEqual([
      { n: 0 },
    ]);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "AutomationSequence" WHERE "status" = 'active'`)).toEqual(
      [{ n: 0 }],
    );
  });

  test("who said stop and was forgotten stays silenced when the number comes back", async () => {
    await receiveMessage(house.context, {
      providerId: "SM1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    await house.tell("customers/redact", request());
    await house.tell("orders/create", orderBody({ order: "2", id: "555" }));
    expect(house.texts).toHaveLength(2);
    expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
  });

  test("who asks to see their data is told to the merchant", async () => {
    await house.tell("customers/data_request", request());
    expect(await house.rows(`SELECT "kind" FROM "Notification"`)).toEqual([{ kind: "data_request" }]);
  });

  test("a shop's data goes 48 hours after it left, but not when it has come back", async () => {
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Shop"`)).toEqual([{ n: 1 }]);
    await house.tell("app/uninstalled", "{}");
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT "status", "reason" FROM "StoreEvent" WHERE "topic" = 'shop/redact'`)).toEqual([
      { status: "ignored", reason: "shop_not_gone" },
      { status: "ignored", reason: "shop_not_gone" },
    ]);
    await house.pass({ hours: 48 });
    await house.tell("shop/redact", "{}");
    expect(
      await house.rows(
        `
          SELECT (SELECT count(*) FROM "Shop")::int AS "shops", (SELECT count(*)
            FROM "CreditEntry")::int AS "entries", (SELECT count(*) FROM "Message")::int AS "messages"`,
      ),
    ).toEqual([{ shops: 0, entries: 0, messages: 0 }]);
  });
});
