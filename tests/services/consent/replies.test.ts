import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readDefinition } from "#core/automations/definition.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { resolveHeldReply } from "#services/consent/parts/resolve-held-reply.server.ts";
import { resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { writeBackConsents } from "#services/consent/parts/write-back-consent.server.ts";
import { insertAutomation } from "#shell/repositories/automations/automations.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";
import { takeIn, told } from "../intake/taking-in.ts";

const SENDER = "+15005550006";
const OTHER = "other.myshopify.com";

describeOnDatabases("a reply", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(() => {
    house = buildHouse(database());
  });
  afterEach(() => house.close());

  const reply = (
    body: string,
    {
      from = ADAS_PHONE,
      providerId = `SM-in-${++texts}`,
      heard,
    }: { from?: string; providerId?: string; heard?: string } = {},
  ) =>
    receiveMessage(house.context, {
      providerId,
      from,
      to: SENDER,
      body,
      answeredByProvider: false,
      ...(heard && { providerKeyword: heard }),
    });
  const consents = () =>
    house.rows<{ state: string }>(
      `SELECT "consent" AS "state" FROM "Subscriber" WHERE "channel" = 'sms' ORDER BY "id"`,
    );
  const proofs = () =>
    house.rows(`SELECT "state", "previous", "source", "words", "wordsVersion" FROM "ConsentEvent" ORDER BY "id"`);
  const raised = () =>
    house.rows<{ topic: string }>(`SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/%' ORDER BY "id"`);
  const silent = () => house.rows(`SELECT "sender" FROM "Suppression" WHERE "liftedAt" IS NULL`);
  const held = () =>
    house.rows(
      `SELECT "marketingHeldAt" IS NOT NULL AS "held", "heldByMessageId" IS NOT NULL AS "named" FROM "Subscriber"
        WHERE "channel" = 'sms'`,
    );
  const messageIds = () =>
    house.rows<{ id: string }>(`SELECT "id" FROM "Message" WHERE "direction" = 'inbound' ORDER BY "id"`);

  /** Ada, who has agreed to texts. */
  const adaSubscribes = async (libraryKeys: readonly string[] = [], level = "single_opt_in") => {
    shopId = await house.open(libraryKeys);
    if (level === "confirmed_opt_in") await house.confirmWording();
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("customers_marketing_consent/update", consentBody({ level }));
  };

  describe("that means stop", () => {
    beforeEach(() => adaSubscribes());

    test.each([
      ["STOP", "us-fcc-2025-04@5:keyword"],
      ["please stop texting me", "us-fcc-2025-04@5:stop-doing"],
      ["cease and desist", "us-fcc-2025-04@5:cease-and-desist"],
    ])("%s: opts out at once, with its words and the rule", async (words, rule) => {
      expect(await reply(words)).toBe(
        "Juniper: you are unsubscribed and will get no more texts. Reply START to resume.",
      );
      expect(await consents()).toEqual([{ state: "unsubscribed" }]);
      expect((await proofs()).at(-1)).toEqual({
        state: "unsubscribed",
        previous: "subscribed",
        source: "keyword",
        words,
        wordsVersion: rule,
      });
      expect(await raised()).toEqual([{ topic: "shopbell/consent_revoked" }]);
    });

    test("is confirmed once; then all is silence until START", async () => {
      await reply("STOP");
      expect(await reply("STOP")).toBeNull();
      expect(await reply("HELP")).toBeNull();
      expect(await proofs()).toHaveLength(2);
      expect(await reply("START")).toContain("you will get texts again");
      expect(await consents()).toEqual([{ state: "subscribed" }]);
      expect(await silent()).toEqual([]);
      expect(await reply("HELP")).toContain("Reply STOP");
      expect(await reply("STOP")).toContain("unsubscribed");
    });

    test("counts also where only the provider understood it", async () => {
      await reply("BASTA", { heard: "STOP" });
      expect((await proofs()).at(-1)).toMatchObject({
        state: "unsubscribed",
        words: "BASTA",
        wordsVersion: "us-fcc-2025-04@5:provider",
      });
    });

    test("repeated by the provider, it is heard once", async () => {
      await reply("STOP", { providerId: "SM-1" });
      expect(await reply("STOP", { providerId: "SM-1" })).toBeNull();
      expect(await proofs()).toHaveLength(2);
    });
  });

  describe("from a number that nobody knows", () => {
    const stranger = "+13105550188";

    test("stop is kept for every shop of the sender, so that a later import does not text it; START lifts it", async () => {
      await house.open(["order-confirmation"]);
      await house.open([], { domain: OTHER, credits: 0 });
      expect(await reply("stop", { from: stranger })).toBeNull();
      expect(await silent()).toHaveLength(1);
      await house.tell("orders/create", orderBody({ phone: stranger }));
      expect(await house.log()).toContain("send_sms skipped opted_out");
      await reply("START", { from: stranger });
      expect(await silent()).toEqual([]);
    });

    test("belongs to the only shop there is, which gets to read it and to answer", async () => {
      await house.open([]);
      expect(await reply("STOP", { from: stranger })).toContain("Juniper: you are unsubscribed");
      expect(await reply("JOIN", { from: "+13105550199" })).toBeNull();
      expect(await house.rows(`SELECT "body" FROM "Message" ORDER BY "id"`)).toEqual([
        { body: "STOP" },
        { body: "JOIN" },
      ]);
      const [event] = (await takeIn(house)).map(told);
      expect(event).toMatchObject({ topic: "shopbell/keyword_received", facts: { reply: { text: "JOIN" } } });
      expect(await house.rows(`SELECT "phone" FROM "Customer"`)).toEqual([{ phone: "+13105550199" }]);
    });
  });

  describe("that may have meant stop", () => {
    const DOUBTFUL = "is this in stop-motion?";
    beforeEach(() => adaSubscribes(["abandoned-cart"], "confirmed_opt_in"));

    test("lets marketing wait and asks the merchant, without a word to the customer", async () => {
      expect(await reply(DOUBTFUL)).toBeNull();
      expect(await held()).toEqual([{ held: true, named: true }]);
      expect(await consents()).toEqual([{ state: "subscribed" }]);
      expect(await house.rows(`SELECT "kind" FROM "Notification"`)).toEqual([{ kind: "reply_held" }]);
      expect(await raised()).toEqual([]);
      await reply(DOUBTFUL);
      expect(await house.rows(`SELECT "kind" FROM "Notification"`)).toHaveLength(1);
    });

    test("go on: what waited is sent, once", async () => {
      await house.tell("checkouts/create", checkoutBody());
      await reply(DOUBTFUL);
      await house.pass({ hours: 2 });
      expect(house.texts).toEqual([]);
      const [message] = await messageIds();
      expect(
        await resolveHeldReply(house.context, {
          shopId,
          messageId: message?.id ?? "",
          verdict: "go_on",
          actor: "staff:1",
        }),
      ).toBe(true);
      expect(await held()).toEqual([{ held: false, named: false }]);
      await house.pass({ hours: 1 });
      expect(house.texts).toHaveLength(1);
      expect(await house.rows(`SELECT "actor", "after" FROM "AuditEvent" WHERE "action" = 'reply.settled'`)).toEqual([
        { actor: "staff:1", after: { verdict: "go_on" } },
      ]);
    });

    test("it did mean stop: opted out with its own words, and what waited is left out", async () => {
      await house.tell("checkouts/create", checkoutBody());
      await reply(DOUBTFUL);
      await house.pass({ hours: 2 });
      const [message] = await messageIds();
      await resolveHeldReply(house.context, {
        shopId,
        messageId: message?.id ?? "",
        verdict: "stop",
        actor: "staff:1",
      });
      expect((await proofs()).at(-1)).toMatchObject({
        state: "unsubscribed",
        words: DOUBTFUL,
        wordsVersion: "us-fcc-2025-04@5:merchant",
      });
      expect(await held()).toEqual([{ held: false, named: false }]);
      await house.pass({ hours: 1 });
      expect(house.texts).toEqual([]);
      expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
      expect(await reply("START")).toContain("again");
      expect(await consents()).toEqual([{ state: "subscribed" }]);
    });

    test("the merchant's word counts for their own shop alone", async () => {
      const other = await house.open([], { domain: OTHER, credits: 0 });
      await house.tell("customers_marketing_consent/update", consentBody(), { domain: OTHER });
      await reply(DOUBTFUL);
      const [message] = await messageIds();
      const messageId = message?.id ?? "";
      const [ours, theirs] =
        (await house.rows(`SELECT 1 FROM "Message" WHERE "shopId" = $1`, [shopId])).length > 0
          ? [shopId, other]
          : [other, shopId];
      expect(
        await resolveHeldReply(house.context, { shopId: theirs ?? "", messageId, verdict: "stop", actor: "staff:2" }),
      ).toBe(false);
      expect(
        await resolveHeldReply(house.context, {
          shopId: ours ?? "",
          messageId: "none",
          verdict: "stop",
          actor: "staff:1",
        }),
      ).toBe(false);
      await resolveHeldReply(house.context, { shopId: ours ?? "", messageId, verdict: "stop", actor: "staff:1" });
      expect((await consents()).map(({ state }) => state).toSorted()).toEqual(["subscribed", "unsubscribed"]);
    });

    test("a stop that follows settles it", async () => {
      await reply(DOUBTFUL);
      await reply("STOP");
      expect(await held()).toEqual([{ held: false, named: false }]);
    });
  });

  describe("to a double opt-in", () => {
    /** An automation that asks whoever wants texts to confirm. */
    const ask = async () => {
      const now = house.clock.now();
      const steps = [
        {
          id: "ask",
          type: "send_sms",
          config: { body: "{{ shop.name }}: reply YES to get our texts. Reply STOP to opt out." },
        },
      ];
      const read = readDefinition({
        name: "Ask",
        kind: "opt_in",
        trigger: { type: "opt_in_requested" },
        reentry: "every_time",
        steps,
      });
      if ("problems" in read) throw new Error(JSON.stringify(read.problems));
      const automationId = house.context.newId(now);
      await insertAutomation(database().pool, {
        id: automationId,
        shopId,
        name: "Ask",
        description: "",
        trigger: "opt_in_requested",
        libraryKey: null,
        draft: read.definition,
        author: "test",
        createdAt: now,
      });
      await resumeAutomation(house.context, { shopId, automationId, actor: "test" });
    };
    beforeEach(async () => {
      shopId = await house.open([]);
      house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
      await house.rows(`UPDATE "Shop" SET "settings" = '{"doubleOptIn": true}'`);
    });

    test("yes subscribes, with question and answer as proof, and is answered once", async () => {
      await ask();
      await house.tell("customers_marketing_consent/update", consentBody());
      expect(house.texts).toHaveLength(1);
      expect(await consents()).toEqual([{ state: "pending" }]);
      expect(await reply("Yes!")).toContain("Juniper: you are subscribed");
      expect(await consents()).toEqual([{ state: "subscribed" }]);
      const [proof] = await house.rows(
        `
          SELECT "state", "previous", "optInLevel", "source", "words", cardinality("messageIds") AS "messages"
            FROM "ConsentEvent" ORDER BY "id" DESC LIMIT 1`,
      );
      expect(proof).toEqual({
        state: "subscribed",
        previous: "pending",
        optInLevel: "confirmed_opt_in",
        source: "keyword",
        words: house.bodies()[0],
        messages: 2,
      });
      expect(await raised()).toEqual([{ topic: "shopbell/consent_granted" }]);
      expect(await reply("Yes!")).toBeNull();
      expect(await raised()).toEqual([{ topic: "shopbell/consent_granted" }, { topic: "shopbell/keyword_received" }]);
    });

    test("yes to a question that was never sent is a text like any other", async () => {
      await house.tell("customers_marketing_consent/update", consentBody());
      expect(await reply("yes")).toBeNull();
      expect(await consents()).toEqual([{ state: "pending" }]);
    });
  });

  describe("is told to the store", () => {
    beforeEach(() => adaSubscribes(["welcome"]));
    const writes = () => house.writes.map(({ write, told: values }) => [write, ...values]);

    test("a stop is, once", async () => {
      const at = house.clock.now().toString();
      await reply("STOP");
      expect(house.writes).toEqual([]);
      await writeBackConsents(house.context);
      await writeBackConsents(house.context);
      expect(writes()).toEqual([
        ["writeSmsConsent", ADA, { state: "unsubscribed", optInLevel: "unknown", updatedAt: at }],
      ]);
    });

    test("when the store does not answer, again at the next run", async () => {
      await reply("STOP");
      house.store(() => ({ kind: "retry", detail: "away" }));
      await writeBackConsents(house.context);
      house.store(() => ({ kind: "done" }));
      await writeBackConsents(house.context);
      await writeBackConsents(house.context);
      expect(house.writes).toHaveLength(2);
    });

    test("what it refuses for good is noted and not tried again", async () => {
      await reply("STOP");
      house.store(() => ({ kind: "refused", code: "invalid", detail: "no such customer" }));
      await writeBackConsents(house.context);
      await writeBackConsents(house.context);
      expect(house.writes).toHaveLength(1);
      expect(
        await house.rows(
          `SELECT "after"->>'refused' AS "refused" FROM "AuditEvent" WHERE "action" = 'consent.written_back'`,
        ),
      ).toEqual([{ refused: "invalid" }]);
    });

    test("of several words the last one is", async () => {
      await reply("STOP");
      house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
      await reply("START");
      await writeBackConsents(house.context);
      expect(house.writes).toMatchObject([{ told: [ADA, { state: "subscribed" }] }]);
    });

    test("what the store repeats of it changes nothing and is no news to automations", async () => {
      await reply("STOP");
      const at = house.clock.now().toString();
      await takeIn(house);
      await house.deliver("customers_marketing_consent/update", consentBody({ state: "unsubscribed", at }));
      const [echo] = (await takeIn(house)).map(told);
      expect(echo?.facts).toEqual({});
      expect(await proofs()).toHaveLength(2);
      // Said in the store itself, it is news.
      await house.deliver(
        "customers_marketing_consent/update",
        consentBody({ state: "subscribed", at: house.clock.now().add({ minutes: 5 }).toString() }),
      );
      expect((await takeIn(house)).map(told)[0]?.facts).toMatchObject({ consent: { state: "subscribed" } });
    });
  });
});
