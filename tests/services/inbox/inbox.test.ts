import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { sendReply, sendTextToCustomer } from "#services/inbox/send-reply.server.ts";
import { changeConversation } from "#services/inbox/change-conversation.server.ts";
import { countHeld, countUnread, readInbox, type InboxQuery } from "#services/inbox/read-inbox.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const STRANGER = "+12125550188";

describeOnEachDatabase("the inbox", (database) => {
  let house: House;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    house.adminKnows(ADA, {
      firstName: "Ada",
      lastName: "Moreno",
      phone: ADAS_PHONE,
      countryCode: "US",
      provinceCode: "NY",
    });
    await house.tell("customers_marketing_consent/update", consentBody());
  });
  afterEach(() => house.close());

  const shop = () => ensureShop(house.context, SHOP);
  const later = () => house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
  const write = async (body: string, from = ADAS_PHONE) => {
    await receiveMessage(house.context, {
      providerId: `SM-${++texts}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
    await house.work();
    later();
  };
  const list = async (asked: Partial<InboxQuery> = {}) =>
    readInbox(house.context, await shop(), { tab: "open", userId: "1", ...asked });
  const told = async (asked: Partial<InboxQuery> = {}) =>
    (await list(asked)).rows.map(({ name, phone, unread, held, words }) => [name ?? phone, unread, held, words]);
  const first = async () => (await list()).rows[0]?.id ?? "";
  const thread = async (id?: string, place = {}) =>
    readThread(house.context, await shop(), id ?? (await first()), place);
  /** The texts of a thread, without the notes of staff. */
  const textsOf = (found: Awaited<ReturnType<typeof thread>>) =>
    (found?.rows ?? []).flatMap((row) => (row.kind === "text" ? [row] : []));
  const reply = async (body: string, key = crypto.randomUUID(), conversationId?: string) => {
    const result = await sendReply(house.context, await shop(), {
      actor: "staff:1",
      conversationId: conversationId ?? (await first()),
      body,
      key,
    });
    await house.work();
    return result;
  };

  test("lists who wrote, the last first, with what is unread; also a number that nobody knows", async () => {
    await write("When does it ship?");
    await write("Hi", STRANGER);
    await write("Do you gift-wrap?", STRANGER);
    expect(await told()).toEqual([
      ["+1 212 555 0188", 2, false, "Do you gift-wrap?"],
      ["Ada Moreno", 1, false, "When does it ship?"],
    ]);
    expect(await countUnread(house.context, await shop())).toBe(2);
  });

  test("a stop is done as it is said: it stands in the conversation and waits for nobody", async () => {
    await write("STOP");
    expect(await told()).toEqual([["Ada Moreno", 0, false, "STOP"]]);
    expect(await told({ tab: "unread" })).toEqual([]);
  });

  test("what a reply changed stands at it, and at no other", async () => {
    await write("Hello");
    await write("please stop texting me");
    await write("START");
    expect(
      textsOf(await thread())
        .filter(({ direction }) => direction === "inbound")
        .map(({ body, turned }) => [body, turned]),
    ).toEqual([
      ["Hello", null],
      ["please stop texting me", "unsubscribed"],
      ["START", "subscribed"],
    ]);
  });

  test("finds a conversation by a name or a number as it is typed", async () => {
    await write("One");
    await write("Two", STRANGER);
    const found = async (search: string) => (await told({ search })).map(([who]) => who);
    expect(await found("mor")).toEqual(["Ada Moreno"]);
    expect(await found("ada m")).toEqual(["Ada Moreno"]);
    expect(await found("+1 (212) 555-0188")).toEqual(["+1 212 555 0188"]);
    expect(await found("nobody")).toEqual([]);
  });

  test("goes page by page", async () => {
    for (let n = 10; n < 40; n++)
      await house.rows(
        `
          INSERT INTO "Conversation" ("id", "shopId", "phone", "lastInboundAt") SELECT gen_random_uuid(), "id", $1, $2
            FROM "Shop"`,
        [`+121255501${n}`, house.clock.now().add({ seconds: n })],
      );
    const newest = await list();
    const older = await list({ older: newest.older ?? "" });
    expect([newest.rows.length, older.rows.length, older.older]).toEqual([25, 5, null]);
    expect((await list({ newer: older.newer ?? "" })).rows).toEqual(newest.rows);
  });

  test("is marked as read, and to be read again, on record", async () => {
    await write("Hello?");
    const mark = async (as: "read" | "unread") =>
      changeConversation(house.context, {
        shopId: (await shop()).id,
        actor: "staff:1",
        conversationId: await first(),
        change: as,
      });
    await mark("read");
    await mark("read");
    expect(await countUnread(house.context, await shop())).toBe(0);
    await mark("unread");
    expect(await countUnread(house.context, await shop())).toBe(1);
    expect(
      await house.rows(
        `
          SELECT "before"->>'unread' AS "before", "after"->>'unread' AS "after" FROM "AuditEvent"
            WHERE "action" = 'conversation.marked' ORDER BY "id"`,
      ),
    ).toEqual([
      { before: "1", after: "0" },
      { before: "0", after: "1" },
    ]);
  });

  describe("a conversation", () => {
    test("holds what they wrote, what automations sent and what staff answered, with who and how far", async () => {
      await house.tell("orders/create", orderBody());
      later();
      await write("When does it ship?");
      await house.rows(
        `
          INSERT INTO "Staff" ("id", "shopId", "userId", "name", "role", "firstSeenAt", "lastSeenAt")
            SELECT gen_random_uuid(), "id", '1', 'Rosa Lind', 'owner', now(), now() FROM "Shop"`,
      );
      expect(await reply("Tomorrow!")).toMatchObject({ ok: true, waits: false });
      const said = textsOf(await thread()).map(({ direction, by, status, logId }) => [
        direction,
        by,
        status,
        logId !== null,
      ]);
      expect(said).toEqual([
        ["outbound", { kind: "automation", name: "Order confirmation" }, "sent", true],
        ["inbound", null, "received", false],
        ["outbound", { kind: "staff", name: "Rosa Lind", test: false }, "sent", true],
      ]);
      expect(await told()).toEqual([["Ada Moreno", 1, false, "Tomorrow!"]]);
    });

    test("is answered once a press, at the number that wrote", async () => {
      await write("Hi", STRANGER);
      const key = crypto.randomUUID();
      await Promise.all([reply("Hello!", key), reply("Hello!", key)]);
      expect(house.texts).toMatchObject([{ to: STRANGER, body: "Hello!" }]);
    });

    test("with who said stop is shut, with the reason; an answer is refused at its field and nothing is written", async () => {
      await write("Hello?");
      await write("STOP");
      expect((await thread())?.standing).toEqual({ reason: "opted_out", until: null });
      expect(await reply("But wait")).toMatchObject({
        ok: false,
        reason: "invalid",
        problems: [{ path: "body", message: "Unsubscribed. Only the customer can undo this, by answering START." }],
      });
      expect(await house.rows(`SELECT 1 FROM "AutomationSequence"`)).toEqual([]);
    });

    test("without credits refuses the answer before it is written", async () => {
      await write("Hello?");
      await house.rows(`UPDATE "Shop" SET "settings" = '{}'`);
      await house.rows(
        `
          INSERT INTO "CreditEntry" ("id", "shopId", "seq", "type", "amount", "balanceAfter", "createdAt")
            SELECT gen_random_uuid(), "id", "ledgerLength", 'adjust', -"creditBalance", 0, now() FROM "Shop"`,
      );
      await house.rows(`UPDATE "Shop" SET "creditBalance" = 0, "ledgerLength" = "ledgerLength" + 1`);
      expect(await reply("Hi")).toMatchObject({
        ok: false,
        problems: [{ path: "body", message: expect.stringContaining("Not enough credits") as string }],
      });
    });

    test("at night says until when an answer waits, and shows it waiting", async () => {
      house.clock.moveTo(house.clock.now().add({ hours: 9 }));
      await write("Still there?");
      house.clock.moveTo(house.clock.now().add({ hours: 4 }));
      expect((await thread())?.standing).toMatchObject({
        reason: "quiet_hours",
        until: { shown: "Tomorrow at 8:00 am" },
      });
      expect(await reply("Yes!")).toMatchObject({ ok: true, waits: true });
      expect((await thread())?.rows.at(-1)).toMatchObject({
        body: "Yes!",
        status: null,
        goesAt: { shown: "Tomorrow at 8:00 am" },
      });
      await house.pass({ hours: 10 });
      expect((await thread())?.rows.at(-1)).toMatchObject({ body: "Yes!", status: "sent", goesAt: null });
    });

    test("that a stop overtook tells why its answer was not sent", async () => {
      await write("Hello?");
      await sendReply(house.context, await shop(), {
        actor: "staff:1",
        conversationId: await first(),
        body: "Hi",
        key: crypto.randomUUID(),
      });
      await receiveMessage(house.context, {
        providerId: "SM-stop",
        from: ADAS_PHONE,
        to: "+15005550006",
        body: "STOP",
        answeredByProvider: false,
      });
      await house.work();
      expect((await thread())?.rows.find(({ body }) => body === "Hi")).toMatchObject({
        status: null,
        reason: "opted_out",
        goesAt: null,
      });
    });

    test("goes page by page, the newest first", async () => {
      for (let n = 0; n < 35; n++) await write(`text ${n}`);
      const newest = await thread();
      expect([newest?.rows.length, newest?.rows.at(-1)?.body]).toEqual([30, "text 34"]);
      const older = await thread(undefined, { older: newest?.older ?? "" });
      expect(older?.rows.map(({ body }) => body)).toEqual(["text 0", "text 1", "text 2", "text 3", "text 4"]);
    });

    test("of another shop is not there", async () => {
      await write("Hello?");
      const id = await first();
      await house.open([], { domain: "other.myshopify.com", credits: 0 });
      expect(
        await readThread(house.context, await ensureShop(house.context, "other.myshopify.com"), id, {}),
      ).toBeNull();
    });
  });

  test("a reply that may have meant stop needs a decision", async () => {
    await write("is this in stop-motion?");
    expect(await told({ tab: "held" })).toEqual([["Ada Moreno", 1, true, "is this in stop-motion?"]]);
    expect(textsOf(await thread())[0]?.held).toBe(true);
    expect(await countHeld(house.context, await shop())).toBe(1);
  });

  test("of customers who become one, the conversation goes to the one that stays", async () => {
    await write("Hello?");
    await house.tell(
      "customers/update",
      JSON.stringify({
        id: "<id>",
        first_name: "Ada",
        last_name: "Lovelace",
        updated_at: "2026-03-02T16:00:00Z",
      }).replace('"<id>"', "99"),
    );
    await house.tell(
      "customers/merge",
      JSON.stringify({
        admin_graphql_api_customer_kept_id: "gid://shopify/Customer/99",
        admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${ADA}`,
        status: "completed",
      }),
    );
    expect(
      await house.rows(`SELECT c."shopifyId" FROM "Conversation" v JOIN "Customer" c ON c."id" = v."customerId"`),
    ).toEqual([{ shopifyId: "99" }]);
  });

  test("who is forgotten leaves no conversation, not even from before they were known", async () => {
    await write("My name is Bea", STRANGER);
    await house.tell("orders/create", orderBody({ order: "7", id: "555", phone: STRANGER }));
    await house.tell(
      "customers/redact",
      JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: null, phone: STRANGER } }).replace(
        '"<id>"',
        "555",
      ),
    );
    expect(await house.rows(`SELECT 1 FROM "Conversation"`)).toEqual([]);
    expect(await house.rows(`SELECT "body", "from" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { body: "[erased]", from: "[erased]" },
    ]);
  });

  describe("a text by hand to a customer", () => {
    const ada = async () => (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`))[0]?.id ?? "";
    const send = async (customerId: string, body: string, key = crypto.randomUUID()) => {
      const sent = await sendTextToCustomer(house.context, await shop(), { customerId, actor: "staff:1", body, key });
      await house.work();
      return sent;
    };

    test("goes once to a subscriber who has not written", async () => {
      const key = crypto.randomUUID();
      expect(await send(await ada(), "Your shirt is back", key)).toMatchObject({ ok: true, waits: false });
      expect(await send(await ada(), "Your shirt is back", key)).toMatchObject({ ok: true });
      expect(house.texts.map(({ to, body }) => [to, body])).toEqual([[ADAS_PHONE, "Your shirt is back"]]);
    });

    test("is refused for who neither subscribed nor wrote in the last day, and the refusal says so", async () => {
      await house.rows(`UPDATE "Subscriber" SET "consent" = 'not_subscribed'`);
      expect(await send(await ada(), "Hello")).toMatchObject({
        ok: false,
        problems: [{ path: "body", message: expect.stringContaining("No recent reply, and not subscribed to SMS") }],
      });
      await write("Is it back?");
      expect(await send(await ada(), "It is")).toMatchObject({ ok: true });
      expect(house.texts.map(({ body }) => body)).toEqual(["It is"]);
    });

    test("never goes to who said stop", async () => {
      await write("STOP");
      expect(await send(await ada(), "Hello")).toMatchObject({ ok: false });
      expect(house.texts).toEqual([]);
    });
  });
});
