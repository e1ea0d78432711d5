import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { recordConsent, type ConsentInput } from "#services/consent/parts/record-consent.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

const form: ConsentInput = {
  phone: "+1 (212) 555-0123",
  state: "subscribed",
  how: "form",
  at: "2026-03-02T09:59:00-05:00",
  timezone: "America/New_York",
  words: "I agree to recurring automated marketing texts from Juniper.",
  wordsVersion: "form@3",
  page: "https://juniper.example/",
  ip: "203.0.113.9",
  userAgent: "Mozilla/5.0",
  firstName: "Ada",
};

describeOnDatabases("a consent from a form or an import", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const record = (input: Partial<ConsentInput> = {}) => recordConsent(house.context, shopId, { ...form, ...input });
  const customers = () =>
    house.rows(
      `SELECT c."phone", c."firstName", s."consent" AS "state" FROM "Customer" c JOIN "Subscriber" s ON s."address" = c."phone"`,
    );
  const topics = () => house.rows(`SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/%'`);

  test("makes the customer, subscribes them and keeps the whole proof", async () => {
    expect(await record()).toMatchObject({ ok: true, state: "subscribed" });
    expect(await customers()).toEqual([{ phone: ADAS_PHONE, firstName: "Ada", state: "subscribed" }]);
    const [proof] = await house.rows(
      `
        SELECT "address", "state", "previous", "optInLevel", "source", "words", "wordsVersion", "page", "ip",
          "userAgent", "timezone", "occurredAt"::text AS "at" FROM "ConsentEvent"`,
    );
    expect(proof).toMatchObject({
      address: ADAS_PHONE,
      state: "subscribed",
      previous: "not_subscribed",
      optInLevel: "single_opt_in",
      source: "form",
      words: form.words,
      wordsVersion: "form@3",
      page: "https://juniper.example/",
      ip: "203.0.113.9",
      userAgent: "Mozilla/5.0",
      timezone: "America/New_York",
    });
    expect(await topics()).toEqual([{ topic: "shopbell/consent_granted" }]);
  });

  test("said twice, it is one change and one event", async () => {
    await record();
    await record();
    expect(await topics()).toHaveLength(1);
    expect(await customers()).toHaveLength(1);
  });

  test("in a shop that asks twice, it waits for the answer", async () => {
    await house.rows(`UPDATE "Shop" SET "settings" = '{"doubleOptIn": true}'`);
    expect(await record()).toMatchObject({ ok: true, state: "pending" });
    expect(await topics()).toEqual([{ topic: "shopbell/opt_in_requested" }]);
  });

  test("is of the store's own customer with that number, where there is one", async () => {
    await house.tell("customers_marketing_consent/update", consentBody({ state: "not_subscribed" }));
    await record({ at: null });
    expect(await customers()).toMatchObject([{ state: "subscribed" }]);
  });

  test("a yes whose proof has a gap is not taken; each gap is named", async () => {
    expect(await record({ words: null, wordsVersion: null, ip: null })).toEqual({
      ok: false,
      reason: "invalid",
      problems: ["disclosure text", "disclosure version", "IP address"].map((part) => ({
        path: "",
        message: `the proof has no ${part}`,
      })),
    });
    expect(await customers()).toEqual([]);
  });

  test("an import needs the words that were agreed to, not the browser", async () => {
    expect(await record({ how: "import", page: null, ip: null, userAgent: null, timezone: null })).toMatchObject({
      ok: true,
    });
    expect(await record({ how: "import", phone: "12" })).toMatchObject({ ok: false, reason: "invalid" });
  });

  test("who has said stop is not brought back by a list", async () => {
    await record();
    await receiveMessage(house.context, {
      providerId: "SM-1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    expect(await record({ at: null })).toEqual({ ok: false, reason: "opted_out" });
  });

  test("an older yes does not undo a newer no", async () => {
    await record({ state: "unsubscribed", at: "2026-03-02T10:30:00-05:00" });
    await record({ at: "2026-03-02T10:00:00-05:00" });
    await record({ state: "unsubscribed", at: "2026-03-02T09:30:00-05:00" });
    expect(await customers()).toMatchObject([{ state: "unsubscribed" }]);
  });
});
