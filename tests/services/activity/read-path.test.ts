import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import type { Temporal } from "#core/time/time.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("a store event becomes a text, a log and a settled credit", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(async () => {
    // Whatever a test did, the books balance.
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const reply = (body: string, providerId = `SM-in-${body}`) =>
    receiveMessage(house.context, {
      providerId,
      from: ADAS_PHONE,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  const sequences = () =>
    house.rows<{ status: string; endReason: string | null; completedAt: unknown }>(
      `SELECT "status", "endReason", "completedAt" FROM "AutomationSequence" ORDER BY "startedAt", "id"`,
    );
  const steps = () =>
    house.rows<{ stepId: string; status: string; executedAt: unknown; error: string | null }>(
      `SELECT "stepId", "status", "executedAt", "error" FROM "ScheduledAutomation" ORDER BY "createdAt", "id"`,
    );

  test("consent brings the welcome at once, and its second text two days later", async () => {
    await house.open(["welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("customers_marketing_consent/update", consentBody());
    expect(house.bodies()).toEqual([expect.stringMatching(/^Welcome to Juniper, Ada!/)]);
    expect(await steps()).toMatchObject([
      { stepId: "hello", status: "executed", executedAt: expect.anything() },
      { stepId: "pause", status: "scheduled" },
    ]);

    await house.pass({ hours: 47 });
    expect(house.texts).toHaveLength(1);
    await house.pass({ hours: 2 });
    expect(house.bodies()[1]).toMatch(/all in one place: https:\/\/shopbell\.example\/l\/\w{11} Reply STOP/);
    expect(await sequences()).toMatchObject([{ status: "completed", completedAt: expect.anything() }]);
    expect(await house.log()).toEqual(["enter done", "send_sms sent", "send_sms sent"]);
    expect(await house.holdings()).toEqual({ balance: 98, held: 0 });
  });

  test("a checkout left for an hour brings one reminder, and later changes no second", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    await house.tell("checkouts/create", checkoutBody());
    await house.pass({ minutes: 50 });
    await house.tell("checkouts/update", checkoutBody({ item: "Wool coat" }));
    await house.pass({ minutes: 50 });
    expect(house.texts).toEqual([]);
    await house.pass({ minutes: 15 });
    expect(house.bodies()).toEqual([expect.stringContaining("Wool coat")]);

    await house.tell("checkouts/update", checkoutBody());
    await house.pass({ hours: 5 });
    expect(house.texts).toHaveLength(1);
    expect((await house.log()).at(-1)).toBe("enter skipped reentry_limit");

    await house.tell("orders/create", orderBody());
    expect(await sequences()).toMatchObject([{ status: "cancelled", endReason: "order_created" }]);
  });

  test("the order with the checkout's token calls the reminder off, in whichever order the two are told", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    const began = house.clock.now();
    await house.tell("checkouts/create", checkoutBody({ token: "first" }));
    await house.tell("orders/create", orderBody({ token: "first" }));
    expect(await sequences()).toMatchObject([
      { status: "cancelled", endReason: "order_created", completedAt: expect.anything() },
    ]);
    expect(await steps()).toMatchObject([{ status: "cancelled" }]);

    await house.tell("orders/create", orderBody({ order: "2", token: "late", id: "99", phone: "+12125550199" }), {
      at: began.add({ minutes: 5 }),
    });
    await house.tell("checkouts/create", checkoutBody({ token: "late", id: "99", phone: "+12125550199" }), {
      at: began,
    });
    await house.pass({ hours: 3 });
    expect(house.texts).toEqual([]);
    expect((await house.log()).at(-1)).toBe("enter skipped exited");
  });

  test("a purchase by another checkout ends the cart's reminder too", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    await house.tell("checkouts/create", checkoutBody({ token: "left" }));
    await house.pass({ minutes: 1 });
    await house.tell("orders/create", orderBody({ token: "other" }));
    await house.pass({ hours: 2 });
    expect(house.texts).toEqual([]);
  });

  test("a checkout that completes is not abandoned", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    await house.tell("checkouts/create", checkoutBody());
    await house.tell("checkouts/update", checkoutBody({ completed: true }));
    expect(await sequences()).toMatchObject([{ status: "cancelled", endReason: "checkout_completed" }]);
  });

  test("an order is confirmed once, at night too, without marketing consent", async () => {
    await house.open(["order-confirmation"]);
    await house.pass({ hours: 14 });
    await house.tell("orders/create", orderBody(), { eventId: "event-1" });
    expect(await house.deliver("orders/create", orderBody(), { eventId: "event-1" })).toBe("duplicate");
    await house.tell("orders/create", orderBody(), { eventId: "another event of the same order" });
    expect(house.bodies()).toEqual([
      expect.stringMatching(
        /^Juniper: thank you, Ada! Your order #1042 is confirmed. Follow it here: https:\/\/shopbell\.example\/l\/\w{11}$/,
      ),
    ]);
    const [event] = await house.rows<{ subject: string }>(`SELECT "subject" FROM "StoreEvent" LIMIT 1`);
    expect(event?.subject).toBe("order:820982911946154508");
  });

  test("an order told a day late is logged as stale, not confirmed", async () => {
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody(), { at: house.clock.now().subtract({ hours: 25 }) });
    expect(house.texts).toEqual([]);
    expect(await house.log()).toEqual(["enter skipped stale_event"]);
  });

  test("without marketing consent there is no reminder, and the log says so with what it saw", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    await house.tell("checkouts/create", checkoutBody());
    await house.pass({ hours: 2 });
    expect(house.texts).toEqual([]);
    const [row] = await house.rows<{ reason: string; explanation: { guard: string; answer: string; saw: unknown }[] }>(
      `SELECT "reason", "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms'`,
    );
    expect(row?.reason).toBe("no_consent");
    expect(row?.explanation.map(({ guard }) => guard)).toEqual([
      "shop_installed",
      "automation_active",
      "sequence_active",
      "exits",
      "customer_not_erased",
      "order_open",
      "number_valid",
      "number_reachable",
      "country_served",
      "sender_approved",
      "sms_pumping",
      "consent",
    ]);
    expect(row?.explanation.at(-1)).toMatchObject({
      answer: "skip",
      saw: { consent: "not_subscribed", said_stop: false },
    });
  });

  test("a consent that Shopify could not tell at first is asked for again when the reminder is due", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    await house.tell("checkouts/create", checkoutBody());
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
      phone: ADAS_PHONE,
    });
    await house.pass({ hours: 2 });
    expect(house.texts).toHaveLength(1);
    expect(await house.rows(`SELECT "state", "source" FROM "ConsentEvent"`)).toEqual([
      { state: "subscribed", source: "admin_api" },
    ]);
  });

  test("STOP takes effect at once and is proven; the next text is skipped as opted out; START resumes", async () => {
    await house.open(["welcome", "order-confirmation"]);
    await house.tell("customers_marketing_consent/update", consentBody());
    expect(await reply("Stop.")).toContain("unsubscribed");
    expect(await reply("Stop.")).toBeNull();
    expect(
      await house.rows(`SELECT "state", "previous", "source", "words" FROM "ConsentEvent" ORDER BY "createdAt", "id"`),
    ).toEqual([
      { state: "subscribed", previous: "not_subscribed", source: "shopify", words: null },
      { state: "unsubscribed", previous: "subscribed", source: "keyword", words: "Stop." },
    ]);
    await house.pass({ days: 3 });
    await house.tell("orders/create", orderBody());
    expect(house.texts).toHaveLength(1);
    expect((await house.log()).slice(2)).toEqual([
      "send_sms skipped opted_out",
      "enter done",
      "send_sms skipped opted_out",
    ]);

    // A newer yes in the store does not outweigh a stop on the phone; START does.
    await house.tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
    await house.tell("orders/create", orderBody({ order: "3" }));
    expect(house.texts).toHaveLength(1);
    expect(await reply("START")).toContain("again");
    await house.tell("orders/create", orderBody({ order: "4" }));
    expect(house.texts).toHaveLength(2);
    expect(await reply("help")).toContain("Reply STOP");
  });

  test(
    "a marketing text that is ready at night waits for the hour that the law of the place opens " +
      "where the customer lives, and says why it waited",
    async () => {
      await house.open(["welcome"]);
      house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "CA" });
      await house.pass({ hours: 16 });
      await house.tell("customers_marketing_consent/update", consentBody());
      const [step] = await house.rows<{ dueAt: Temporal.Instant }>(`SELECT "dueAt" FROM "ScheduledAutomation"`);
      expect(step?.dueAt.toZonedDateTimeISO("America/Los_Angeles").toPlainDateTime().toString()).toBe(
        "2026-03-03T09:00:00",
      );
      await house.pass({ hours: 12 });
      expect(house.texts).toHaveLength(1);
      const [row] = await house.rows<{ explanation: { guard: string; answer: string; rule?: string }[] }>(
        `SELECT "explanation" FROM "AutomationLog" WHERE "status" = 'sent'`,
      );
      expect(row?.explanation[0]).toMatchObject({
        guard: "quiet_hours",
        answer: "defer",
        rule: expect.stringContaining("us-ca"),
      });
    },
  );

  test("without credits the text is skipped, nothing is charged, and the merchant is told once", async () => {
    await house.open(["order-confirmation"], { credits: 1 });
    for (const order of ["1", "2", "3"]) await house.tell("orders/create", orderBody({ order }));
    expect(house.texts).toHaveLength(1);
    expect((await house.log()).filter((line) => line.startsWith("send_sms"))).toEqual([
      "send_sms sent",
      "send_sms skipped insufficient_credits",
      "send_sms skipped insufficient_credits",
    ]);
    expect(await house.holdings()).toEqual({ balance: 0, held: 0 });
    expect(await house.rows(`SELECT "kind" FROM "Notification"`)).toEqual([{ kind: "credits_empty" }]);
  });

  test("turned off, an automation holds what is due; turned on again, it runs once", async () => {
    const shopId = await house.open(["abandoned-cart"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    await house.tell("checkouts/create", checkoutBody());
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    const target = { shopId, automationId: automation?.id ?? "", actor: "test" };
    await pauseAutomation(house.context, target);
    await house.pass({ hours: 3 });
    expect(house.texts).toEqual([]);
    await resumeAutomation(house.context, target);
    await house.work();
    await house.pass({ hours: 3 });
    expect(house.texts).toHaveLength(1);
    expect(
      await house.rows(
        `
          SELECT "action", "before", "after" FROM "AuditEvent" WHERE "action" = 'automation.status'
            ORDER BY "createdAt", "id"`,
      ),
    ).toMatchObject([
      { before: { status: "draft" }, after: { status: "active" } },
      { before: { status: "active" }, after: { status: "paused" } },
      { before: { status: "paused" }, after: { status: "active" } },
    ]);
  });

  test("what a batch tells of a shop is all taken in: its new name, and that it left", async () => {
    await house.open([]);
    const began = house.clock.now();
    await house.deliver("shop/update", JSON.stringify({ name: "Juniper & Sons", iana_timezone: "America/Chicago" }), {
      at: began,
    });
    await house.deliver("app/uninstalled", "{}", { at: began.add({ seconds: 1 }) });
    await house.deliver("shop/update", JSON.stringify({ name: "Juniper & Daughters" }), {
      at: began.add({ seconds: 2 }),
    });
    await house.work();
    expect(await house.rows(`SELECT "name", "timezone", "uninstalledAt" IS NOT NULL AS "gone" FROM "Shop"`)).toEqual([
      { name: "Juniper & Daughters", timezone: "America/Chicago", gone: true },
    ]);
  });

  test("after an uninstall nothing is sent, and a new installation revives nothing", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    house.adminKnows(ADA, {
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
    });
    await house.tell("checkouts/create", checkoutBody());
    await house.rows(
      `
        INSERT INTO "Session" ("id", "shop", "state", "accessToken")
          VALUES ('offline', 'juniper.myshopify.com', '', 'withdrawn'), ('other', 'other.myshopify.com', '', 'good')`,
    );
    await house.tell("app/uninstalled", "{}");
    expect(await house.rows(`SELECT "id" FROM "Session"`)).toEqual([{ id: "other" }]);
    await house.tell("checkouts/create", checkoutBody({ token: "after" }));
    expect(await house.rows(`SELECT "status", "reason" FROM "StoreEvent" ORDER BY "id" DESC LIMIT 1`)).toEqual([
      { status: "ignored", reason: "shop_uninstalled" },
    ]);
    await house.pass({ minutes: 10 });
    await house.open([], { credits: 0 });
    // Told again late, the old uninstall does not end the new installation.
    await house.tell("app/uninstalled", "{}", { at: house.clock.now().subtract({ minutes: 10 }) });
    await house.pass({ hours: 2 });
    expect(house.texts).toEqual([]);
    expect((await house.log()).at(-1)).toBe("send_sms skipped shop_uninstalled");
    // The customer came in once today.
    await house.pass({ hours: 24 });
    await house.tell("checkouts/create", checkoutBody({ token: "new" }));
    await house.pass({ hours: 2 });
    expect(house.texts).toHaveLength(1);
  });
});
