import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { writeBackConsents } from "#services/consent/parts/write-back-consent.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

const STRANGER = "+13105550199";
const OTHER = "other.myshopify.com";
const WORDING = "Text JOIN for offers by {{ shop.name }} and cart reminders. Reply STOP to opt out.";

describeOnDatabases("text-to-join", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  const save = (textToJoin: object | null) =>
    saveSettings(house.context, { shopId, actor: "staff:1", changes: { textToJoin } });
  const offer = () => save({ keywords: ["JOIN", "save10"], wording: WORDING, version: "", confirmed: true });
  const write = async (body: string, from = STRANGER, heard?: string) => {
    const answer = await receiveMessage(house.context, {
      providerId: `SM-join-${++texts}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: heard !== undefined,
      providerKeyword: heard ?? null,
    });
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    return answer;
  };
  const consents = () =>
    house.rows(
      `SELECT "address", "consent", "level", "source", "namesCartReminders" AS "carts" FROM "Subscriber"
        WHERE "channel" = 'sms' AND "shopId" = $1`,
      [shopId],
    );
  const raised = async () =>
    (
      await house.rows<{ topic: string }>(
        `SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/%' ORDER BY "id"`,
      )
    ).map(({ topic }) => topic);

  test("a number that nobody knows joins by the keyword, with its text and the wording as proof", async () => {
    expect(await offer()).toMatchObject({ ok: true });
    const answer = await write(" Join! ");
    expect(answer).toMatch(/^Juniper: you are subscribed to recurring texts\..*STOP.*HELP/);
    expect(answer).toContain("data rates may apply");
    expect(await consents()).toEqual([
      { address: STRANGER, consent: "subscribed", level: "single_opt_in", source: "keyword", carts: true },
    ]);
    const [proof] = await house.rows(
      `SELECT e."state", e."source", e."words", e."wordsVersion", m."body" FROM "ConsentEvent" e
        JOIN "Message" m ON m."id" = e."messageId"`,
    );
    expect(proof).toEqual({
      state: "subscribed",
      source: "keyword",
      words: "Texted “Join!” in answer to: Text JOIN for offers by Juniper and cart reminders. Reply STOP to opt out.",
      wordsVersion: "2026-03-02",
      body: " Join! ",
    });
    expect(await house.rows(`SELECT "phone", "shopifyId" FROM "Customer"`)).toEqual([
      { phone: STRANGER, shopifyId: null },
    ]);
    expect(await raised()).toEqual(["shopbell/consent_granted"]);
  });

  test("any keyword counts, in full-width letters too; a sentence with one in it does not", async () => {
    await offer();
    expect(await write("ＳＡＶＥ１０")).toContain("subscribed");
    expect(await write("how do I join", "+13105550144")).toBeNull();
    expect(await write("joining", "+13105550144")).toBeNull();
    expect(await raised()).toEqual([
      "shopbell/consent_granted",
      "shopbell/keyword_received",
      "shopbell/keyword_received",
    ]);
  });

  test("without keywords, JOIN is a text like any other", async () => {
    expect(await write("JOIN")).toBeNull();
    expect(await raised()).toEqual(["shopbell/keyword_received"]);
  });

  test("in a shop with double opt-in the number is asked first", async () => {
    await offer();
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { doubleOptIn: true } });
    expect(await write("JOIN")).toBeNull();
    expect(await consents()).toMatchObject([{ consent: "pending" }]);
    expect(await raised()).toEqual(["shopbell/opt_in_requested"]);
  });

  test("the consent of a customer of the store is told to the store", async () => {
    await offer();
    await house.tell("orders/create", orderBody());
    await write("JOIN", ADAS_PHONE);
    await writeBackConsents(house.context);
    expect(house.writes.map(({ write: name, told }) => [name, told[0], (told[1] as { state: string }).state])).toEqual([
      ["writeSmsConsent", ADA, "subscribed"],
    ]);
  });

  test("after a STOP the keyword joins this shop, and the STOP stays for the others", async () => {
    await offer();
    const other = await house.open([], { domain: OTHER, credits: 0 });
    for (const domain of [undefined, OTHER])
      await house.tell("customers_marketing_consent/update", consentBody(), domain ? { domain } : {});
    await house.rows(
      `INSERT INTO "Message" ("id", "shopId", "direction", "to", "body", "status", "createdAt", "updatedAt")
        VALUES (gen_random_uuid(), $1, 'outbound', $2, 'Hello', 'sent', $3, $3)`,
      [shopId, ADAS_PHONE, house.clock.now()],
    );
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await write("STOP", ADAS_PHONE);
    expect(await write("JOIN", ADAS_PHONE)).toContain("subscribed");
    const standing = await house.rows<{ shopId: string; consent: string; stopped: boolean }>(
      `SELECT "shopId", "consent", "suppressedAt" IS NOT NULL AS "stopped" FROM "Subscriber" WHERE "channel" = 'sms'`,
    );
    expect(standing.find((row) => row.shopId === shopId)).toMatchObject({ consent: "subscribed", stopped: false });
    expect(standing.find((row) => row.shopId === other)).toMatchObject({ consent: "unsubscribed", stopped: true });
    expect(await house.rows(`SELECT 1 FROM "Suppression" WHERE "liftedAt" IS NULL`)).toEqual([]);
  });

  test("a keyword that Twilio knows as an opt-in too joins, and Twilio answers", async () => {
    await offer();
    expect(await write("JOIN", STRANGER, "START")).toBeNull();
    expect(await consents()).toMatchObject([{ consent: "subscribed" }]);
    expect(await house.rows(`SELECT "answer", "answeredBy", "meaning" FROM "Message"`)).toEqual([
      { answer: null, answeredBy: "twilio", meaning: "join" },
    ]);
  });

  test.each([
    ["stop words", { keywords: ["STOP"] }, "textToJoin.keywords.0"],
    ["slips of stop words", { keywords: ["JOIN", "ST0P"] }, "textToJoin.keywords.1"],
    ["stop words of other languages", { keywords: ["BASTA"] }, "textToJoin.keywords.0"],
    ["START", { keywords: ["START"] }, "textToJoin.keywords.0"],
    ["HELP", { keywords: ["HELP"] }, "textToJoin.keywords.0"],
    ["YES", { keywords: ["YES"] }, "textToJoin.keywords.0"],
    ["words that are too short", { keywords: ["GO"] }, "textToJoin.keywords.0"],
    ["two words", { keywords: ["JOIN NOW"] }, "textToJoin.keywords.0"],
    ["a word twice", { keywords: ["JOIN", "join"] }, "textToJoin.keywords"],
    ["more than five", { keywords: ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"] }, "textToJoin.keywords"],
    ["no wording", { wording: " " }, "textToJoin.wording"],
    ["a wording that nobody confirmed", { confirmed: false }, "textToJoin.confirmed"],
  ])("refuses %s as a setting, at its field", async (_what, wrong, path) => {
    const refused = await save({ keywords: ["JOIN"], wording: WORDING, version: "", confirmed: true, ...wrong });
    expect(refused).toMatchObject({ ok: false, problems: [{ path }] });
  });

  test("another wording gets another version; the same one keeps it", async () => {
    await offer();
    await save({ keywords: ["JOIN"], wording: WORDING, version: "forged", confirmed: true });
    const version = async () =>
      (await house.rows<{ v: string }>(`SELECT "settings"->'textToJoin'->>'version' AS "v" FROM "Shop"`))[0]?.v;
    expect(await version()).toBe("2026-03-02");
    await save({ keywords: ["JOIN"], wording: `${WORDING} HELP for help.`, version: "", confirmed: true });
    expect(await version()).toBe("2026-03-02b");
  });
});
