import { afterEach, beforeEach, expect, test } from "vitest";
import { answerDataRequest, openBundle, readDataRequests, signBundle } from "#services/consent/data-requests.server.ts";
import { remindOfDataRequests } from "#services/consent/parts/remind-of-data-requests.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { readAccesses } from "#services/team/record-access.server.ts";
import { upsertStaff } from "#services/team/parts/upsert-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const request = (id = ADA, phone = ADAS_PHONE) =>
  JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: "ada@example.com", phone } }).replace(
    '"<id>"',
    id,
  );

describeOnEachDatabase("a customer who asks for their data", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation", "welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", email: "ada@example.com", phone: ADAS_PHONE, countryCode: "US" });
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", orderBody());
    await receiveMessage(house.context, {
      providerId: "SM1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "Thank you </script>",
      answeredByProvider: false,
    });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const staff = async (isOwner = true) =>
    upsertStaff(house.context, await shop(), { userId: "1", name: "Rosa Bell", email: null, isOwner });
  const only = async () => {
    const [first] = await readDataRequests(house.context, await shop());
    if (!first) throw new Error("there is no request");
    return first;
  };
  const read = async (address: string) => {
    const opened = await openBundle(house.context, new URL(address, "https://shopbell.example").toString());
    let file = "";
    if (opened) for await (const part of opened.texts) file += part;
    return opened && file;
  };

  test("is told to the merchant, with the day until which to answer", async () => {
    await house.tell("customers/data_request", request());
    const again = { eventId: "same" };
    await house.tell("customers/data_request", request(), again);
    expect(await only()).toMatchObject({ name: "Ada Moreno", overdue: false, downloaded: null, answeredAt: null });
    const [notice] = await house.rows<{ body: string }>(
      `SELECT "body" FROM "Notification" WHERE "kind" = 'data_request'`,
    );
    expect(notice?.body).toContain("hand it over by Apr 1 at 11:00 am");
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 31 }));
    expect((await only()).overdue).toBe(true);
  });

  test("gets a file of everything that is kept: to read, and as JSON", async () => {
    await house.tell("customers/data_request", request());
    await staff();
    const { id } = await only();
    const signed = await signBundle(house.context, { shopId, userId: "1", requestId: id });
    const file = (signed.ok && (await read(signed.address))) || "";
    for (const trace of [ADAS_PHONE, "ada@example.com", "Moreno", "Order confirmation"]) expect(file).toContain(trace);
    const data = new Map(
      [...file.matchAll(/<script type="application\/json" data-section="(\w+)">(.*?)<\/script>/g)].map(
        ([, section = "", json = ""]) => [section, JSON.parse(json) as Record<string, unknown>[]],
      ),
    );
    for (const section of ["customer", "addresses", "consents", "texts", "orders", "runs", "decisions", "events"])
      expect.soft(data.get(section)?.length, section).toBeGreaterThan(0);
    expect(data.get("texts")?.map(({ body }) => body)).toContain("Thank you </script>");
    expect(data.get("events")?.[0]).toHaveProperty("body");
    expect(await only()).toMatchObject({ downloaded: { by: "Rosa Bell" } });
    expect(await readAccesses(house.context, await shop())).toMatchObject([{ who: "Rosa Bell", what: "bundle" }]);
    expect(await house.rows(`SELECT 1 FROM "AuditEvent" WHERE "action" = 'data_request.downloaded'`)).toHaveLength(1);
  });

  test("is answered once, by whom is on record", async () => {
    await house.tell("customers/data_request", request());
    const { id } = await only();
    const answer = () => answerDataRequest(house.context, { shopId, requestId: id, actor: "staff:1" });
    expect(await answer()).toEqual({ ok: true });
    expect(await answer()).toMatchObject({ ok: false, reason: "over" });
    expect((await only()).answeredAt).not.toBeNull();
  });

  test("who is unknown is told of as such", async () => {
    await house.tell("customers/data_request", request("4242", "+12125550999").replace("ada@", "bo@"));
    expect(await only()).toMatchObject({ name: "Customer 4242", customerId: null });
    expect(await signBundle(house.context, { shopId, userId: "1", requestId: (await only()).id })).toMatchObject({
      ok: false,
    });
  });

  test("whose address is passed on, or whose reader may no longer export, gets no file", async () => {
    await house.tell("customers/data_request", request());
    await staff();
    const { id } = await only();
    const signed = await signBundle(house.context, { shopId, userId: "1", requestId: id });
    if (!signed.ok) throw new Error(signed.message);
    expect(await read(`${signed.address}x`)).toBeNull();
    await staff(false);
    expect(await read(signed.address)).toBeNull();
    await staff();
    house.clock.moveTo(house.clock.now().add({ minutes: 6 }));
    expect(await read(signed.address)).toBeNull();
  });

  test("is a reminder for the team a week before the answer is due, once, and none when it was answered", async () => {
    await house.tell("customers/data_request", request());
    await house.tell("customers/data_request", request("4242", "+12125550999").replace("ada@", "bo@"));
    const [, answered] = await readDataRequests(house.context, await shop());
    await answerDataRequest(house.context, { shopId, requestId: answered?.id ?? "", actor: "test" });
    const reminders = async () => {
      await remindOfDataRequests(house.context);
      const rows = await house.rows<{ body: string }>(
        `SELECT "body" FROM "Notification" WHERE "dedupeKey" LIKE 'data_request_due:%'`,
      );
      return rows.map(({ body }) => body);
    };
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 22 }));
    expect(await reminders()).toEqual([]);
    house.clock.moveTo(house.clock.now().add({ hours: 24 }));
    expect(await reminders()).toEqual([expect.stringContaining("Hand it over by Apr 1 at 11:00 am")]);
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 20 }));
    expect(await reminders()).toHaveLength(1);
  });
});
