import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { sendManually, type ManualText } from "#services/sending/parts/send-manually.server.ts";
import { Temporal } from "#core/time/time.ts";
import { ADA, ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, type House } from "../test-app.ts";

const STRANGER = "+12125550188";
/** Eleven at night in New York. */
const NIGHT = Temporal.Instant.from("2026-03-03T04:00:00Z");

describeOnDatabases("a text by hand", (database) => {
  let house: House;
  let shopId: string;
  let presses = 0;
  const open = async (options?: Parameters<typeof buildHouse>[1], credits = 100) => {
    house = buildHouse(database(), options);
    shopId = await house.open([], { credits });
  };
  afterEach(() => house.close());

  const write = (different: Partial<ManualText> = {}) =>
    sendManually(house.context, {
      shopId,
      actor: "staff:1",
      to: { phone: STRANGER },
      body: "We open at nine.",
      purpose: "reply",
      key: `press-${++presses}`,
      ...different,
    });
  const theyWrite = (body: string, from = STRANGER) =>
    receiveMessage(house.context, {
      providerId: `SM-in-${++presses}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  const checks = () =>
    house.rows<{ guard: string; answer: string; rule: string }>(
      `
        SELECT c->>'guard' AS "guard", c->>'answer' AS "answer", c->>'rule' AS "rule"
          FROM "AutomationLog", jsonb_array_elements("explanation") c WHERE "action" = 'send_sms'`,
    );

  describe("that answers somebody", () => {
    beforeEach(() => open());

    test("goes out word for word, is paid for and stands in the log", async () => {
      await theyWrite("When do you open?");
      expect(await write({ body: "At {{ nine }}, {% if you %}like{% endif %}\nsee you!" })).toMatchObject({ ok: true });
      await house.work();
      expect(house.texts).toMatchObject([
        { to: STRANGER, body: "At {{ nine }}, {% if you %}like{% endif %}\nsee you!" },
      ]);
      expect((await house.log()).slice(-2)).toEqual(["enter done", "send_sms sent"]);
      expect((await house.holdings()).balance).toBe(99);
      expect(await checks()).toContainEqual({
        guard: "consent",
        answer: "pass",
        rule: "answer-within-30-days@2026-11",
      });
      expect(await house.rows(`SELECT "name", "internal", "status" FROM "Automation"`)).toEqual([
        { name: "Replies by hand", internal: true, status: "active" },
      ]);
      expect(
        await house.rows(
          `SELECT "actor", "after"->>'purpose' AS "purpose" FROM "AuditEvent" WHERE "action" = 'text.written'`,
        ),
      ).toEqual([{ actor: "staff:1", purpose: "reply" }]);
    });

    test("is sent once however often its button is pressed, also at the same moment", async () => {
      await theyWrite("Hello?");
      const pressed = await Promise.all([write({ key: "same" }), write({ key: "same" }), write({ key: "same" })]);
      await house.work();
      expect(await write({ key: "same" })).toEqual(pressed[0]);
      await house.work();
      expect(new Set(pressed.map((result) => (result.ok ? result.sequenceId : null))).size).toBe(1);
      expect(house.texts).toHaveLength(1);
      expect(await house.rows(`SELECT 1 FROM "AuditEvent" WHERE "action" = 'text.written'`)).toHaveLength(1);
    });

    test("does not go to who said stop", async () => {
      await theyWrite("Hello?");
      await theyWrite("STOP");
      await write();
      await house.work();
      expect(house.texts).toEqual([]);
      expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
    });

    test("does not go to who never wrote and never agreed, and does to who agreed", async () => {
      await write();
      await house.work();
      expect((await house.log()).at(-1)).toBe("send_sms skipped not_written");
      house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
      await house.tell("customers_marketing_consent/update", consentBody());
      await write({ to: { phone: ADAS_PHONE } });
      await house.work();
      expect(house.bodies()).toEqual(["We open at nine."]);
    });

    test("a month after they wrote it is no answer any more", async () => {
      await theyWrite("Hello?");
      await house.pass({ hours: 24 * 31 });
      await write();
      await house.work();
      expect((await house.log()).at(-1)).toBe("send_sms skipped not_written");
    });

    test("that nobody can read is refused with its place, and nothing is written", async () => {
      expect(await write({ body: "  " })).toMatchObject({ ok: false, reason: "invalid", problems: [{ path: "body" }] });
      expect(await write({ body: "word ".repeat(500) })).toMatchObject({
        ok: false,
        reason: "invalid",
        problems: [{ path: "body" }],
      });
      expect(await write({ to: { phone: "12" } })).toMatchObject({
        ok: false,
        reason: "invalid",
        problems: [{ path: "phone" }],
      });
      expect(await write({ to: { customerId: "no_list" } })).toMatchObject({ ok: false, reason: "not_found" });
      expect(await house.rows(`SELECT 1 FROM "StoreEvent"`)).toEqual([]);
    });

    test("of which it is not known whether it went out holds its credits and is not sent again", async () => {
      await theyWrite("Hello?");
      house.phoneCompany(() => ({ kind: "unknown", detail: "no answer" }));
      await write({ key: "once" });
      await house.work();
      await write({ key: "once" });
      await house.pass({ minutes: 10 });
      expect(house.texts).toHaveLength(1);
      expect(await house.rows(`SELECT "status" FROM "Message" WHERE "direction" = 'outbound'`)).toEqual([
        { status: "unknown" },
      ]);
      expect(await house.holdings()).toEqual({ balance: 99, held: 1 });
    });
  });

  test("without credits is left out at once, with its reason", async () => {
    await open({}, 0);
    await theyWrite("Hello?");
    await write();
    await house.work();
    expect((await house.log()).at(-1)).toBe("send_sms skipped insufficient_credits");
  });

  describe("at night", () => {
    beforeEach(() => open({ now: NIGHT }));

    test("answers who wrote just now", async () => {
      await theyWrite("Are you there?");
      await write();
      await house.work();
      expect(house.texts).toHaveLength(1);
      expect(await checks()).toContainEqual({
        guard: "quiet_hours",
        answer: "pass",
        rule: "answer-at-any-hour-within-2h@2026-11",
      });
    });

    test("waits for the morning where they wrote hours ago", async () => {
      await theyWrite("Are you there?");
      house.clock.moveTo(NIGHT.add({ hours: 3 }));
      await write();
      await house.work();
      expect(house.texts).toEqual([]);
      await house.pass({ hours: 8 });
      expect(house.texts).toHaveLength(1);
    });
  });

  describe("that tries something out", () => {
    beforeEach(() => open({ now: NIGHT }));

    test("goes to the merchant's own number at any hour, without consent, and says that it is a test", async () => {
      expect(await write({ purpose: "test", body: "Hi {{ name }}" })).toMatchObject({ ok: true });
      await house.work();
      expect(house.bodies()).toEqual(["Test: Hi {{ name }}"]);
      expect(
        await house.rows(
          `SELECT c."phone", c."shopifyId", s."consent" FROM "Customer" c JOIN "Subscriber" s ON s."address" = c."phone"`,
        ),
      ).toEqual([{ phone: STRANGER, shopifyId: null, consent: "not_subscribed" }]);
      expect((await house.holdings()).balance).toBe(99);
    });

    test("heeds a stop", async () => {
      await theyWrite("STOP");
      await write({ purpose: "test" });
      await house.work();
      expect(house.texts).toEqual([]);
      expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
    });

    test("counts for no cap of marketing", async () => {
      for (let n = 0; n < 5; n++) await write({ purpose: "test" });
      await house.work();
      expect(house.texts).toHaveLength(5);
    });
  });

  test("has its own automation, that no merchant can find, change or name", async () => {
    await open({ now: MONDAY_TEN });
    await write();
    const [own] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation" WHERE "internal"`);
    const automationId = own?.id ?? "";
    const { findAutomation, findAutomations, listAutomations, lockAutomation } =
      await import("#shell/repositories/automations/automations.server.ts");
    const sql = database().pool;
    expect([await findAutomation(sql, shopId, automationId), await lockAutomation(sql, shopId, automationId)]).toEqual([
      null,
      null,
    ]);
    expect([...(await listAutomations(sql, shopId)), ...(await findAutomations(sql, shopId, [automationId]))]).toEqual(
      [],
    );
  });
});
