import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { suppressCustomer, unsuppressCustomer } from "#services/consent/suppress.server.ts";
import { writeBackConsents } from "#services/consent/parts/write-back-consent.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("a customer whom the staff silences", (database) => {
  let house: House;
  let shopId: string;
  let customerId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("customers_marketing_consent/update", consentBody());
    customerId = (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`))[0]?.id ?? "";
  });
  afterEach(() => house.close());

  const word = (why = "Asked by e-mail") => ({ shopId, actor: "staff:1", customerId, reason: why });
  const later = () => house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
  const reply = (body: string) =>
    receiveMessage(house.context, {
      providerId: `SM-${++texts}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  const consent = async () =>
    (await house.rows<{ state: string }>(`SELECT "consent" AS "state" FROM "Subscriber" WHERE "channel" = 'sms'`))[0]
      ?.state;
  const lastProof = async () =>
    (
      await house.rows(
        `SELECT "state", "previous", "source", "words", "wordsVersion" FROM "ConsentEvent" ORDER BY "id" DESC LIMIT 1`,
      )
    )[0];
  const silent = () =>
    house.rows(
      `SELECT "reason" FROM "Suppression" WHERE "liftedAt" IS NULL UNION ALL SELECT "suppressedBy" FROM "Subscriber"
        WHERE "suppressedAt" IS NOT NULL`,
    );

  test(
    "gets no text any more, not even about an order; what was " +
      "said is kept as proof, on record and told to the store",
    async () => {
      expect(await suppressCustomer(house.context, word())).toEqual({ ok: true });
      expect(await lastProof()).toEqual({
        state: "unsubscribed",
        previous: "subscribed",
        source: "staff",
        words: "Asked by e-mail",
        wordsVersion: "staff@2026-11",
      });
      await house.tell("orders/create", orderBody());
      expect(house.texts).toEqual([]);
      expect(
        await house.rows(`SELECT "actor", "target" FROM "AuditEvent" WHERE "action" = 'customer.suppressed'`),
      ).toEqual([{ actor: "staff:1", target: `customer:${customerId}` }]);
      await writeBackConsents(house.context);
      expect(house.writes).toMatchObject([{ told: [ADA, { state: "unsubscribed" }] }]);
    },
  );

  test("may be let go again by the staff, with the consent from before", async () => {
    await suppressCustomer(house.context, word());
    later();
    expect(await unsuppressCustomer(house.context, word("A mistake"))).toEqual({ ok: true });
    expect([await consent(), await silent()]).toEqual(["subscribed", []]);
    expect(await lastProof()).toMatchObject({ state: "subscribed", source: "staff", words: "A mistake" });
    await house.tell("orders/create", orderBody());
    expect(house.texts).toHaveLength(1);
  });

  test("who then says stop themselves is for them alone to let go", async () => {
    await suppressCustomer(house.context, word());
    later();
    expect(await reply("STOP")).toContain("you are unsubscribed");
    expect(await silent()).toEqual([{ reason: "keyword" }]);
    expect(await unsuppressCustomer(house.context, word())).toMatchObject({ ok: false, reason: "held" });
    later();
    await reply("START");
    expect([await silent(), await consent()]).toEqual([[], "not_subscribed"]);
  });

  test("who had said stop before stays silent by their own word", async () => {
    await reply("STOP");
    later();
    await suppressCustomer(house.context, word());
    expect(await unsuppressCustomer(house.context, word())).toMatchObject({ ok: false });
    expect(await silent()).toEqual([{ reason: "keyword" }]);
  });

  test("who withdrew in the store meanwhile is not made to agree again", async () => {
    await suppressCustomer(house.context, word());
    later();
    await house.tell(
      "customers_marketing_consent/update",
      consentBody({ state: "unsubscribed", at: house.clock.now().toString() }),
    );
    later();
    await unsuppressCustomer(house.context, word());
    expect([await silent(), await consent()]).toEqual([[], "unsubscribed"]);
  });

  test("can answer START: it is their word that counts", async () => {
    await suppressCustomer(house.context, word());
    later();
    await reply("START");
    expect([await silent(), await consent()]).toEqual([[], "subscribed"]);
  });
});
