import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shopSettings, type ShopSettings } from "#core/team/settings.ts";
import { tellFlow } from "#services/automations/parts/tell-flow.server.ts";
import { alertRepeatedFailures } from "#services/operations/parts/alert-repeated-failures.server.ts";
import { cleanUp } from "#services/operations/parts/clean-up.server.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { readEditor } from "#services/automations/read-editor.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { mailNotifications } from "#services/team/parts/mail-notifications.server.ts";
import { upsertStaff } from "#services/team/parts/upsert-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readOpenSetup } from "#services/team/read-setup.server.ts";
import { readConsentSettings, readSettingsPage } from "#services/team/read-settings.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { readAccesses, recordAccess } from "#services/team/record-access.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { activateFromLibrary, pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { definitionOf } from "#tests/core/definitions.ts";
import { ownNumber } from "#tests/support/team-number.ts";
import { addToShopify } from "#services/consent/parts/add-to-shopify.server.ts";
import { recordConsent } from "#services/consent/parts/record-consent.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

/** Shown where the work itself is: these have a suite of their own. */
const elsewhere: Partial<Record<keyof ShopSettings, string>> = {
  disclosure: "record-consent.test.ts",
  attributionDays: "attribution.test.ts",
  holdoutPercent: "shop-holdout.test.ts",
  attributionHours: "attribution.test.ts",
  utmParameters: "short-links.test.ts",
  textToJoin: "text-to-join.test.ts",
  holdTransactionalUntilApproved: "two-senders.test.ts",
  checkLineType: "numbers.test.ts",
  spendCapPerDay: "spend-cap.test.ts",
  spendCapPerMonth: "spend-cap.test.ts",
  autoTopUp: "top-up.test.ts",
  browsing: "product-views.test.ts",
};

const tests: Partial<Record<keyof ShopSettings, string>> = {};
const setting = (key: keyof ShopSettings, fact: string, proof: () => Promise<void>) => {
  tests[key] = fact;
  test(`${key}: ${fact}`, async () => {
    expect.hasAssertions();
    await proof();
  });
};

describeOnDatabases("a setting, once saved, is at work:", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation", "welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const save = async (changes: Partial<ShopSettings>) =>
    expect(await saveSettings(house.context, { shopId, actor: "staff:1", changes })).toMatchObject({ ok: true });
  const agree = () => house.tell("customers_marketing_consent/update", consentBody());
  let orders = 0;
  const order = () =>
    house.tell("orders/create", orderBody({ order: String(++orders), at: house.clock.now().toString() }));
  const due = async () =>
    (
      await house.rows<{ due: string }>(
        `
          SELECT to_char("dueAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS "due" FROM "ScheduledAutomation"
            WHERE "status" = 'scheduled' ORDER BY "dueAt"`,
      )
    ).map(({ due: at }) => at);
  const notices = async () =>
    (await house.rows<{ kind: string }>(`SELECT "kind" FROM "Notification"`)).map(({ kind }) => kind);
  const marketing = (type: "send_sms" | "send_email", id: string) =>
    house.automate(shopId, {
      name: id,
      kind: "marketing",
      reentry: "every_time",
      trigger: { type: "order_created" },
      steps: [{ id, type, config: type === "send_sms" ? { body: "News" } : { subject: "News", body: "News" } }],
    });

  setting("senderName", "texts go by that name", async () => {
    await save({ senderName: "Juniper & Co" });
    await order();
    expect(house.bodies()).toEqual([expect.stringMatching(/^Juniper & Co: /)]);
  });

  setting("testPhone", "test texts go there", async () => {
    await ownNumber(house.context.db.pool, shopId, "+12125550199");
    await save({ testPhone: "+12125550199" });
    const [automation] = await house.rows<{ id: string }>(
      `SELECT "id" FROM "Automation" WHERE "libraryKey" = 'welcome'`,
    );
    await sendTestTexts(house.context, await shop(), {
      automationId: automation?.id ?? "",
      actor: "staff:1",
      key: crypto.randomUUID(),
    });
    await house.work();
    expect([...new Set(house.texts.map(({ to }) => to))]).toEqual(["+12125550199"]);
  });

  setting("trackLinks", "off, links in texts stay as they are", async () => {
    await save({ trackLinks: false });
    await order();
    expect(house.bodies()).toEqual([expect.stringContaining("https://juniper.example/orders/1042")]);
    await save({ trackLinks: true });
    await order();
    expect(house.bodies()[1]).toContain("https://shopbell.example/l/");
  });

  setting("textLanguage", "the default words of a text have their amounts in it", async () => {
    await save({ textLanguage: "de" });
    await house.automate(shopId, {
      name: "amount",
      kind: "transactional",
      reentry: "every_time",
      trigger: { type: "order_created" },
      steps: [{ id: "amount", type: "send_sms", config: { body: "Amount {{ order.total | money }}" } }],
    });
    await order();
    expect(house.bodies()).toContainEqual("Amount 86,00 $");
  });

  setting("plainValues", "off, a text keeps the dash of a note, and takes another segment", async () => {
    await house.automate(shopId, {
      name: "note",
      kind: "transactional",
      reentry: "every_time",
      trigger: { type: "order_created" },
      steps: [{ id: "note", type: "send_sms", config: { body: `{{ order.note }}${"x".repeat(80)}` } }],
    });
    const tell = (number: string) =>
      house.tell(
        "orders/create",
        orderBody({ order: number, at: house.clock.now().toString(), rest: { note: "shirt – “M”" } }),
      );
    const said = async () =>
      house.rows(`SELECT "body", "segments" FROM "Message" WHERE "body" LIKE 'shirt%' ORDER BY "createdAt", "id"`);
    await tell("901");
    await save({ plainValues: false });
    await tell("902");
    expect(await said()).toEqual([
      { body: `shirt - "M"${"x".repeat(80)}`, segments: 1 },
      { body: `shirt – “M”${"x".repeat(80)}`, segments: 2 },
    ]);
  });

  describe("marketing hours", () => {
    setting("quietHours", "marketing waits for the merchant's own hours", async () => {
      await save({ quietHours: { opens: 12, closes: 20 } });
      await agree();
      expect(house.texts).toEqual([]);
      expect(await due()).toEqual(["2026-03-02 17:00"]);
      await house.pass({ hours: 2 });
      expect(house.texts).toHaveLength(1);
    });

    setting("transactionalAtNight", "off, texts about orders wait for the morning as well", async () => {
      await house.pass({ hours: 16 });
      await order();
      expect(house.texts).toHaveLength(1);
      await save({ transactionalAtNight: false });
      await order();
      expect(house.texts).toHaveLength(1);
      await house.pass({ hours: 8 });
      expect(house.texts).toHaveLength(2);
    });
  });

  setting("caps", "beyond them a marketing text is left out, and the log says why", async () => {
    await save({ caps: [{ most: 1, per: { amount: 1, unit: "days" } }] });
    await marketing("send_sms", "news");
    await agree();
    await order();
    expect(await house.log()).toContain("send_sms skipped frequency_cap");
    await save({ caps: [] });
    await order();
    expect(house.bodies().filter((body) => body.includes("News"))).toHaveLength(1);
  });

  setting("emailCaps", "beyond them a marketing e-mail is left out", async () => {
    await save({ emailCaps: [{ most: 1, per: { amount: 1, unit: "days" } }] });
    await marketing("send_email", "news");
    await order();
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'subscribed' WHERE "channel" = 'email'`);
    for (let at = 0; at < 2; at++) await order();
    expect(house.letters).toHaveLength(1);
    expect(await house.log()).toContain("send_email skipped frequency_cap");
  });

  setting("newNumbers", "of a flood of new numbers some get texts; the team hears of it; orders go on", async () => {
    await save({ newNumbers: { perBlock: 10, perCountry: 1_000 } });
    const flooded = Array.from({ length: 13 }, (_none, at) => ({ id: `80${at + 10}`, phone: `+12125551${at + 100}` }));
    for (const who of flooded) await house.deliver("customers_marketing_consent/update", consentBody(who));
    await house.tell("customers_marketing_consent/update", consentBody({ id: "8100", phone: "+13125551000" }));
    expect(house.texts).toHaveLength(11);
    expect(house.texts.map(({ to }) => to)).toContain("+13125551000");
    expect((await house.log()).filter((line) => line === "send_sms skipped sms_pumping")).toHaveLength(3);
    await alertRepeatedFailures(house.context);
    await alertRepeatedFailures(house.context);
    expect((await notices()).filter((kind) => kind === "sms_pumping")).toHaveLength(1);
    expect(await house.context.metrics.render(null)).toContain('shopbell_texts_skipped_total{reason="sms_pumping"} 3');
    await house.tell("orders/create", orderBody({ ...flooded[12], order: "9", at: house.clock.now().toString() }));
    expect(house.texts.at(-1)?.to).toBe(flooded[12]?.phone);
    expect(house.texts).toHaveLength(12);
  });

  setting(
    "doubleOptIn",
    "who agrees is asked, welcomed after their yes, and it is said where nobody asks",
    async () => {
      await save({ doubleOptIn: true });
      expect(await readSettingsPage(house.context, await shop(), "consent")).toMatchObject({ asks: false });
      const on = await activateFromLibrary(house.context, { shopId, libraryKey: "double-opt-in", actor: "test" });
      expect(await readConsentSettings(house.context, { id: shopId })).toBe(true);
      await agree();
      expect(house.bodies()).toEqual([expect.stringContaining("reply YES")]);
      await receiveMessage(house.context, {
        providerId: "SM-yes",
        from: ADAS_PHONE,
        to: "+15005550006",
        body: "YES",
        answeredByProvider: false,
      });
      await house.work();
      expect(house.bodies()[1]).toContain("Welcome");
      await pauseAutomation(house.context, { shopId, actor: "test", automationId: on.ok ? on.automationId : "" });
      expect(await readConsentSettings(house.context, { id: shopId })).toBe(false);
    },
  );

  setting(
    "addToShopify",
    "a number that joins is added to Shopify's customers, or stays with Shopbell alone",
    async () => {
      const join = async (phone: string) => {
        await recordConsent(house.context, shopId, {
          phone,
          state: "subscribed",
          how: "import",
          optInLevel: "confirmed_opt_in",
          words: "I agree to texts.",
          wordsVersion: "1",
        });
        await addToShopify(house.context);
        return house.accounts.created.map((customer) => customer.phone);
      };
      expect(await join("+13105550191")).toEqual(["+13105550191"]);
      await save({ addToShopify: false });
      expect(await join("+13105550192")).toEqual(["+13105550191"]);
    },
  );

  setting("lowBalanceAt", "the merchant is told as the balance falls below it", async () => {
    await save({ lowBalanceAt: 100 });
    await order();
    expect(await notices()).toEqual(["credits_low"]);
  });

  setting("holdTransactionalUntilToppedUp", "texts about orders wait for credits", async () => {
    const poor = await house.open(["order-confirmation"], { domain: "larkspur.myshopify.com", credits: 0 });
    await saveSettings(house.context, {
      shopId: poor,
      actor: "staff:1",
      changes: { holdTransactionalUntilToppedUp: true },
    });
    await house.tell("orders/create", orderBody({ order: "901", token: "t-901" }), {
      domain: "larkspur.myshopify.com",
    });
    expect(house.texts).toEqual([]);
    await grantCredits(house.context, { shopId: poor, credits: 5, type: "grant", note: "", actor: "operator" });
    await house.work();
    expect(house.texts).toHaveLength(1);
  });

  setting("staffRole", "who opens the app for the first time has that role", async () => {
    await save({ staffRole: "support" });
    expect(
      await upsertStaff(house.context, await shop(), { userId: "9", name: "Kim Park", email: null, isOwner: false }),
    ).toBe("support");
  });

  setting("setupGuideHidden", "no page shows the setup guide's next step", async () => {
    expect(await readOpenSetup(house.context, await shop())).toMatchObject({ steps: { length: 6 }, hidden: false });
    await save({ setupGuideHidden: true });
    expect(await readOpenSetup(house.context, await shop())).toBeNull();
  });

  setting("teamEmail", "alerts go there, each once", async () => {
    await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "tell", type: "notify_admin", config: { title: "A big order", body: "Look at it." } }],
    });
    await save({ teamEmail: "team@juniper.example" });
    await order();
    for (let at = 0; at < 2; at++) await mailNotifications(house.context);
    expect(house.letters.map(({ to }) => to)).toEqual(["team@juniper.example"]);
  });

  setting("snippets", "they are there to be inserted into a message of an automation, by title", async () => {
    const snippets = [
      { title: "Visit us", body: "Come to {{ shop.name }}!" },
      { title: "Hours", body: "We open at nine." },
    ];
    await save({ snippets });
    const automationId = await house.automate(shopId, definitionOf());
    expect((await readEditor(house.context, await shop(), automationId))?.snippets).toEqual(snippets.toReversed());
    expect(
      await saveSettings(house.context, {
        shopId,
        actor: "staff:1",
        changes: {
          snippets: [
            { title: "Hours", body: "{{ shop.name" },
            { title: "hours", body: "At nine." },
          ],
        },
      }),
    ).toMatchObject({ ok: false, problems: [{ path: "snippets.0.body" }, { path: "snippets.1.title" }] });
  });

  setting("quickReplies", "they are there to be picked where a customer is answered", async () => {
    await save({ quickReplies: [{ title: "Hours", body: "We open at nine." }] });
    await agree();
    await receiveMessage(house.context, {
      providerId: "SM-1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "When do you open?",
      answeredByProvider: false,
    });
    const [talk] = await house.rows<{ id: string }>(`SELECT "id" FROM "Conversation"`);
    expect(await readThread(house.context, await shop(), talk?.id ?? "", {})).toMatchObject({
      quickReplies: [{ title: "Hours", body: "We open at nine." }],
    });
  });

  setting("flowTriggers", "on, Shopify Flow hears of a text", async () => {
    const told = () =>
      house.writes.filter(({ write }) => write === "emitFlowTrigger").map(({ told: [handle] }) => handle);
    await tellFlow(house.context);
    await save({ flowTriggers: true });
    await tellFlow(house.context);
    expect(told()).toEqual([]);
    await agree();
    await tellFlow(house.context);
    expect(told()).toContain("text-sent");
  });

  setting("retentionDays", "what the store told is removed once the days are over", async () => {
    await save({ retentionDays: 30 });
    await order();
    const bodies = async () => (await house.rows(`SELECT 1 FROM "StoreEvent" WHERE "payload" IS NOT NULL`)).length;
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 29 }));
    await cleanUp(house.context);
    expect(await bodies()).toBe(1);
    house.clock.moveTo(house.clock.now().add({ hours: 48 }));
    await cleanUp(house.context);
    expect(await bodies()).toBe(0);
  });

  setting("textRetentionDays", "the words of texts are removed once the days are over", async () => {
    await save({ textRetentionDays: 90 });
    await order();
    const words = () => house.rows(`SELECT 1 FROM "Message" WHERE "body" <> '[erased]'`);
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 89 }));
    await cleanUp(house.context);
    expect(await words()).toHaveLength(1);
    house.clock.moveTo(house.clock.now().add({ hours: 48 }));
    await cleanUp(house.context);
    expect(await words()).toHaveLength(0);
  });

  setting("accessRetentionDays", "who has looked at personal data is forgotten once the days are over", async () => {
    await save({ accessRetentionDays: 90 });
    const look = () => recordAccess(house.context, { shopId, actor: "staff:1", what: "export", customerId: null });
    await Promise.all([look(), look()]);
    await look();
    expect(await readAccesses(house.context, await shop())).toMatchObject([{ who: "staff:1", what: "export" }]);
    house.clock.moveTo(house.clock.now().add({ hours: 24 * 91 }));
    await cleanUp(house.context);
    expect(await readAccesses(house.context, await shop())).toEqual([]);
  });
});

test("there is no setting of which it is not shown what it does", () => {
  expect(Object.keys(shopSettings.shape).filter((key) => !(key in tests) && !(key in elsewhere))).toEqual([]);
});
