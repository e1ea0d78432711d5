import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { explain } from "#services/activity/explain.server.ts";
import { receiveMessage, type InboundText } from "#services/consent/receive-message.server.ts";
import { readCustomers } from "#services/customers/read-customers.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import { readInbox } from "#services/inbox/read-inbox.server.ts";
import { readMedia } from "#services/inbox/read-media.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const STRANGER = "+13105550188";
const picture = (at = 0, contentType = "image/jpeg") => ({
  url: `https://api.twilio.com/2010-04-01/Accounts/AC${"1".repeat(32)}/Messages/MM${"a".repeat(32)}/Media/ME${String(at).repeat(32)}`,
  contentType,
});

describeOnDatabases("an inbound text", (database) => {
  let house: House;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  const subscribe = () => house.tell("customers_marketing_consent/update", consentBody());
  const write = async (body: string, more: Partial<InboundText> = {}) => {
    const answer = await receiveMessage(house.context, {
      providerId: `SM-text-${++texts}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body,
      answeredByProvider: false,
      ...more,
    });
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    return answer;
  };
  const shop = () => ensureShop(house.context, SHOP);
  const thread = async () => {
    const [line] = (await readInbox(house.context, await shop(), { tab: "open", userId: "1" })).rows;
    return { line, rows: (await readThread(house.context, await shop(), line?.id ?? "", {}))?.rows ?? [] };
  };
  const events = () => house.rows(`SELECT "id" FROM "StoreEvent" WHERE "topic" = 'shopbell/keyword_received'`);
  const consent = async () =>
    (await house.rows<{ consent: string }>(`SELECT "consent" FROM "Subscriber" WHERE "channel" = 'sms'`))[0]?.consent;

  describe("that quotes a text of ours", () => {
    beforeEach(async () => {
      await subscribe();
      await house.tell("orders/create", orderBody());
    });
    const ours = () => house.bodies()[0] ?? "";

    test("as a reaction says nothing: the number stays subscribed, no automation starts, nothing is unread", async () => {
      await write(`Loved “${ours()} Reply STOP to opt out”`);
      expect(await consent()).toBe("subscribed");
      expect(await events()).toEqual([]);
      const { line, rows } = await thread();
      expect(line).toMatchObject({ unread: 0, held: false });
      expect(rows.at(-1)?.body).toContain("Loved");
    });

    test("word for word is known by the texts that the number got, and a STOP beside it stops", async () => {
      await write(`${ours()}\nWhen?`);
      expect(await consent()).toBe("subscribed");
      await write(`${ours()}\nSTOP`);
      expect(await consent()).toBe("unsubscribed");
    });

    test("is explained by the rule that read it then", async () => {
      await write(ours());
      const { lines } = await explain(house.context, await shop(), ADAS_PHONE);
      expect(lines.find(({ kind }) => kind === "text_in")?.details.join(" ")).toMatch(
        /understood as other \(.*:quotation\)/,
      );
    });
  });

  describe("with pictures", () => {
    test("keeps them, names them in the lists, and shows them in the thread and on the customer's page", async () => {
      await house.tell("orders/create", orderBody());
      await write("", { media: [picture(0), picture(1, "video/mp4")] });
      const { line, rows } = await thread();
      expect(line).toMatchObject({ words: "2 files", unread: 1 });
      const files = [
        { position: 0, kind: "picture", isShown: true },
        { position: 1, kind: "video", isShown: false },
      ];
      expect(rows.at(-1)).toMatchObject({ body: "", files });
      const [customer] = (await readCustomers(house.context, await shop(), {})).rows;
      const timeline = await readTimeline(house.context, await shop(), customer?.id ?? "", { kind: "texts" });
      expect(timeline.rows[0]).toMatchObject({ body: null, files });
      const { lines } = await explain(house.context, await shop(), ADAS_PHONE);
      expect(lines.find(({ kind }) => kind === "text_in")?.details).toContain("2 files");
    });

    test("a picture alone is no text without words: it is called a picture", async () => {
      await write("", { media: [picture()] });
      expect((await thread()).line?.words).toBe("Picture");
    });

    test("are read for their own shop alone", async () => {
      const { id: shopId } = await shop();
      const { id: otherId } = await ensureShop(house.context, "other.myshopify.com");
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now() WHERE "id" = $1`, [otherId]);
      await write("Look", { media: [picture()] });
      const [file] = await house.rows<{ messageId: string; url: string }>(`SELECT * FROM "MessageMedia"`);
      const asked = { messageId: file?.messageId ?? "", position: 0 };
      house.media.set(file?.url ?? "", { kind: "media", contentType: "image/jpeg; x=1", bytes: new Uint8Array(3) });
      expect(await readMedia(house.context, { shopId, ...asked })).toMatchObject({
        kind: "media",
        shownType: "image/jpeg",
      });
      expect(await readMedia(house.context, { shopId: otherId, ...asked })).toEqual({ kind: "not_found" });
      expect(await readMedia(house.context, { shopId, ...asked, position: 1 })).toEqual({ kind: "not_found" });
    });

    test("that a page could run as a script are never shown", async () => {
      const { id: shopId } = await shop();
      await write("Look", { media: [picture(0, "image/svg+xml")] });
      const [file] = await house.rows<{ messageId: string; url: string }>(`SELECT * FROM "MessageMedia"`);
      house.media.set(file?.url ?? "", { kind: "media", contentType: "image/svg+xml", bytes: new Uint8Array(3) });
      expect(await readMedia(house.context, { shopId, messageId: file?.messageId ?? "", position: 0 })).toMatchObject({
        shownType: null,
      });
    });

    test("start only automations that ask for pictures", async () => {
      const { id: shopId } = await shop();
      const automation = (name: string, config: object) =>
        house.automate(shopId, {
          name,
          kind: "marketing",
          trigger: { type: "keyword_received", config },
          reentry: "every_time",
          steps: [{ id: "tell", type: "notify_admin", config: { title: name, body: "Look" } }],
        });
      await automation("any reply", {});
      await automation("any picture", { withPicture: true });
      await automation("receipt", { keywords: ["receipt"], withPicture: true });
      const entered = async () => {
        await house.work();
        return (
          await house.rows<{ name: string }>(
            `SELECT a."name" FROM "AutomationSequence" s JOIN "Automation" a ON a."id" = s."automationId"
              ORDER BY s."startedAt", a."name"`,
          )
        ).map(({ name }) => name);
      };
      await write("", { media: [picture()] });
      expect(await entered()).toEqual(["any picture"]);
      await write("Receipt", { media: [picture()] });
      expect(await entered()).toEqual(["any picture", "any picture", "any reply", "receipt"]);
      await write("receipt");
      expect(await entered()).toEqual(["any picture", "any picture", "any reply", "receipt", "any reply"]);
      await write("");
      expect(await entered()).toHaveLength(5);
    });
  });

  describe("START", () => {
    test("by a number that never agreed is answered with what is true", async () => {
      await house.tell("orders/create", orderBody());
      await write("STOP");
      expect(await write("START")).toBe(
        "Juniper: you can get texts about your orders. For offers, sign " +
          "up in our store. Reply STOP to unsubscribe, HELP for help.",
      );
      expect(await consent()).toBe("not_subscribed");
    });

    test("names the shop's join keyword", async () => {
      await house.rows(
        `UPDATE "Shop" SET "settings" = '{"textToJoin": {"keywords": ["JOIN"], "wording": "x", "version": "1", "confirmed": true}}'`,
      );
      expect(await write("START", { from: STRANGER })).toContain("For offers, text JOIN.");
    });

    test("by a subscriber who had said STOP restores the subscription", async () => {
      await subscribe();
      await write("STOP");
      expect(await write("START")).toBe("Juniper: you will get texts again. Reply STOP to unsubscribe, HELP for help.");
      expect(await consent()).toBe("subscribed");
    });

    test("without a STOP before it gives no consent", async () => {
      expect(await write("START", { from: STRANGER })).toContain("about your orders");
      expect(await consent()).toBe("not_subscribed");
    });
  });

  describe("that is answered at once", () => {
    test(
      "has the answer below it, in the thread and on the customer's " +
        "page; it costs nothing and counts as no text sent",
      async () => {
        await house.tell("orders/create", orderBody());
        const before = await house.rows(`SELECT "creditBalance", "ledgerLength" FROM "Shop"`);
        const answer = await write("STOP");
        const { rows } = await thread();
        expect(rows.at(-1)).toMatchObject({ body: "STOP", answer: { words: answer } });
        const [customer] = (await readCustomers(house.context, await shop(), {})).rows;
        const timeline = await readTimeline(house.context, await shop(), customer?.id ?? "", { kind: "texts" });
        expect(timeline.rows[0]).toMatchObject({ body: "STOP", answer });
        expect(await house.rows(`SELECT "creditBalance", "ledgerLength" FROM "Shop"`)).toEqual(before);
        expect(await house.rows(`SELECT 1 FROM "Message" WHERE "direction" = 'outbound'`)).toHaveLength(1);
        const { lines } = await explain(house.context, await shop(), ADAS_PHONE);
        expect(lines.find(({ kind }) => kind === "text_in")?.details.join(" ")).toContain("answered at once: “Juniper");
      },
    );

    test("by Twilio says so, without its words", async () => {
      await subscribe();
      expect(await write("STOP", { answeredByProvider: true, providerKeyword: "STOP" })).toBeNull();
      expect((await thread()).rows.at(-1)).toMatchObject({ answer: { words: null } });
    });

    test("a second STOP, which gets no answer, has none", async () => {
      await subscribe();
      await write("STOP");
      await write("STOP");
      expect((await thread()).rows.at(-1)).toMatchObject({ body: "STOP", answer: null });
    });
  });

  test("erasing the customer erases pictures and answers with the words", async () => {
    await house.tell("orders/create", orderBody());
    await write("HELP", { media: [picture()] });
    await house.tell(
      "customers/redact",
      `{ "shop_domain": "${SHOP}", "customer": { "id": ${ADA}, "phone": "${ADAS_PHONE}" } }`,
    );
    await house.work();
    expect(await house.rows(`SELECT 1 FROM "MessageMedia"`)).toEqual([]);
    expect(await house.rows(`SELECT "body", "answer" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { body: "[erased]", answer: "[erased]" },
    ]);
  });
});
