import { afterEach, beforeEach, expect, test } from "vitest";
import { readReply } from "#core/consent/replies.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

const config = {
  body: "Thanks for {{ order.name }}: {{ order.total | money }}",
  translations: {
    de: "Danke für {{ order.name }}: {{ order.total | money }}",
    fr: "Merci ! {{ order.total | money }}",
    "fr-CA": "Merci bien ! {{ order.total | money }}",
  },
};

describeOnDatabases("a text in several languages", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created" },
      reentry: "per_subject",
      steps: [{ id: "thanks", type: "send_sms", config }],
    });
  });
  afterEach(() => house.close());
  const orderFrom = (order: string, locale: string | null) =>
    house.tell(
      "orders/create",
      orderBody({ order, at: house.clock.now().toString(), rest: { customer_locale: locale } }),
    );
  const explained = async () => {
    const [row] = await house.rows<{ explanation: { guard: string; saw: object }[] }>(
      `SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms' ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`,
    );
    return row?.explanation.find(({ guard }) => guard === "language")?.saw;
  };

  test.each([
    ["fr-CA", "Merci bien ! 86,00 $ US", { customer_language: "fr-CA", words_in: "fr-CA", chosen_by: "locale" }],
    ["fr-BE", "Merci ! 86,00 $US", { customer_language: "fr-BE", words_in: "fr", chosen_by: "language" }],
    ["de", "Danke für #1042: 86,00 $", { customer_language: "de", words_in: "de", chosen_by: "locale" }],
    ["pl", "Thanks for #1042: $86.00", { customer_language: "pl", words_in: "en", chosen_by: "default" }],
  ])("goes to a customer with %s as %s, and the log says why", async (locale, body, saw) => {
    await orderFrom("1042", locale);
    expect(house.bodies()).toEqual([body]);
    expect(await explained()).toEqual(saw);
  });

  test("has its default words written in the shop's language", async () => {
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { textLanguage: "de" } });
    await orderFrom("1042", "pl");
    expect(house.bodies()).toEqual(["Thanks for #1042: 86,00 $"]);
    expect(await explained()).toMatchObject({ words_in: "de", chosen_by: "default" });
  });

  test("says in its language how to opt out, in a word that opts out", async () => {
    await orderFrom("1042", "de-AT");
    await house.automate(shopId, {
      name: "Marketing",
      kind: "marketing",
      trigger: { type: "consent_granted" },
      reentry: "once",
      steps: [{ id: "offer", type: "send_sms", config: { body: "Sale", translations: { de: "Alles reduziert" } } }],
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    const body = house.bodies().at(-1) ?? "";
    expect(body).toMatch(/Alles reduziert\. Antworte STOP zum Abmelden$/);
    expect(readReply("Stop", { pendingOptIn: false, recentTexts: [body] }).means).toBe("stop");
  });
});
