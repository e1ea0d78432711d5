import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inboxTabs, type InboxTab } from "#core/inbox/inbox-tabs.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import {
  assignConversation,
  changeConversation,
  writeConversationNote,
} from "#services/inbox/change-conversation.server.ts";
import { readInbox } from "#services/inbox/read-inbox.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { sendReply } from "#services/inbox/send-reply.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import type { StaffRole } from "#core/team/roles.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const STRANGER = "+12125550188";
const ROSA = "1";
const SAM = "2";
const VERA = "3";

describeOnDatabases("the inbox as a desk for several people", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"]);
    house.adminKnows(ADA, {
      firstName: "Ada",
      lastName: "Moreno",
      phone: ADAS_PHONE,
      countryCode: "US",
      provinceCode: "NY",
    });
    await house.tell("customers_marketing_consent/update", consentBody());
    await hire(ROSA, "Rosa Lind", "owner");
    await hire(SAM, "Sam Ode", "support");
    await hire(VERA, "Vera Park", "viewer");
  });
  afterEach(() => house.close());

  const hire = (userId: string, name: string, role: StaffRole) =>
    saveStaff(database().pool, shopId, {
      id: house.context.newId(house.clock.now()),
      userId,
      name,
      email: null,
      role,
      lastSeenAt: house.clock.now(),
    });
  const shop = () => ensureShop(house.context, SHOP);
  const write = async (body: string, from = ADAS_PHONE) => {
    await receiveMessage(house.context, {
      providerId: `SM-desk-${++texts}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
  };
  const idWith = async (phone: string) => {
    const [row] = await house.rows<{ id: string }>(`SELECT "id" FROM "Conversation" WHERE "phone" = $1`, [phone]);
    return row?.id ?? "";
  };
  const target = async (phone = ADAS_PHONE) => ({
    shopId,
    actor: `staff:${ROSA}`,
    conversationId: await idWith(phone),
  });
  const assign = async (userId: string | null, phone?: string) =>
    assignConversation(house.context, { ...(await target(phone)), userId });
  const change = async (to: "close" | "reopen" | "read" | "unread", phone?: string) =>
    changeConversation(house.context, { ...(await target(phone)), change: to });
  const note = async (body: string, key: string = crypto.randomUUID()) =>
    writeConversationNote(house.context, { ...(await target()), body, key });
  const inTab = async (tab: InboxTab, userId = ROSA) =>
    (await readInbox(house.context, await shop(), { tab, userId })).rows.map(({ name, phone }) => name ?? phone);
  const counts = async (userId = ROSA) =>
    (await readInbox(house.context, await shop(), { tab: "open", userId })).counts;
  const thread = async (phone = ADAS_PHONE) => readThread(house.context, await shop(), await idWith(phone), {});
  const history = () =>
    house.rows(
      `SELECT "action", "before"->>'assignee' AS "before", "after"->>'assignee' AS "after" FROM "AuditEvent"
        WHERE "action" LIKE 'conversation.%' ORDER BY "id"`,
    );

  describe("a conversation is assigned", () => {
    beforeEach(async () => {
      await write("When does it ship?");
      await write("Hi", STRANGER);
    });

    test("to a staff member, to another one, and to nobody, each on record", async () => {
      expect(await assign(SAM)).toEqual({ ok: true });
      await assign(SAM);
      await assign(ROSA);
      await assign(null);
      expect(await history()).toEqual([
        { action: "conversation.assigned", before: null, after: "Sam Ode" },
        { action: "conversation.assigned", before: "Sam Ode", after: "Rosa Lind" },
        { action: "conversation.assigned", before: "Rosa Lind", after: null },
      ]);
    });

    test("and then stands with its assignee alone; the others no longer find it unassigned", async () => {
      await assign(SAM);
      expect(await inTab("mine", SAM)).toEqual(["Ada Moreno"]);
      expect(await inTab("mine", ROSA)).toEqual([]);
      expect(await inTab("unassigned")).toEqual(["+1 212 555 0188"]);
      expect(await counts(SAM)).toEqual({ open: 2, unread: 2, mine: 1, unassigned: 1, held: 0 });
      expect((await thread())?.assignee).toEqual({ userId: SAM, name: "Sam Ode" });
    });

    test("to nobody who may only look, nor to a stranger; the refusal names the field", async () => {
      expect((await thread())?.assignees.map(({ userId }) => userId)).toEqual([ROSA, SAM]);
      for (const userId of [VERA, "99"])
        expect(await assign(userId)).toMatchObject({ ok: false, problems: [{ path: "userId" }] });
      expect(await counts()).toMatchObject({ unassigned: 2 });
    });
  });

  describe("a conversation is closed", () => {
    beforeEach(async () => {
      await write("When does it ship?");
      await change("close");
    });

    test("and is read, leaves the open lists, and keeps its texts", async () => {
      for (const tab of inboxTabs)
        expect([tab, await inTab(tab)]).toEqual([tab, tab === "closed" ? ["Ada Moreno"] : []]);
      expect(await counts()).toEqual({ open: 0, unread: 0, mine: 0, unassigned: 0, held: 0 });
      expect(await thread()).toMatchObject({ isClosed: true, rows: [{ body: "When does it ship?" }] });
    });

    test("until the customer writes again; it keeps its assignee", async () => {
      await assign(SAM);
      await write("Hello?");
      expect(await inTab("mine", SAM)).toEqual(["Ada Moreno"]);
      expect(await thread()).toMatchObject({ isClosed: false, unread: 1 });
    });

    test("also where a stop, a yes or a reaction follows: these are handled at once", async () => {
      await write("STOP");
      expect(await inTab("open")).toEqual([]);
      expect((await thread())?.rows.map((row) => row.body)).toContain("STOP");
    });

    test("and a reply that may mean stop opens it for its review", async () => {
      await write("is this in stop-motion?");
      expect(await inTab("open")).toEqual(["Ada Moreno"]);
      expect(await inTab("held")).toEqual(["Ada Moreno"]);
    });

    test("and opened again by hand or as unread, each on record; a repeated change is none", async () => {
      await change("close");
      await change("reopen");
      await change("reopen");
      await change("close");
      await change("unread");
      expect(await inTab("unread")).toEqual(["Ada Moreno"]);
      expect((await history()).map(({ action }) => action)).toEqual([
        "conversation.closed",
        "conversation.reopened",
        "conversation.closed",
        "conversation.marked",
      ]);
    });

    test("and stays closed when the team answers", async () => {
      await sendReply(house.context, await shop(), {
        ...(await target()),
        body: "It shipped today.",
        key: crypto.randomUUID(),
      });
      await house.work();
      expect(house.texts).toHaveLength(1);
      expect(await inTab("closed")).toEqual(["Ada Moreno"]);
    });
  });

  describe("a note", () => {
    test("stands in the thread by its time, with its author; it is never sent and costs nothing", async () => {
      await write("When does it ship?");
      const before = await house.rows(`SELECT "creditBalance", "ledgerLength" FROM "Shop"`);
      await note("She asked twice.");
      house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
      await write("Hello?");
      await house.work();
      expect((await thread())?.rows.map((row) => [row.kind, row.body])).toEqual([
        ["text", "When does it ship?"],
        ["note", "She asked twice."],
        ["text", "Hello?"],
      ]);
      expect((await thread())?.rows[1]).toMatchObject({ author: "Rosa Lind", at: { day: "Today" } });
      expect(house.texts).toEqual([]);
      expect(await house.rows(`SELECT "creditBalance", "ledgerLength" FROM "Shop"`)).toEqual(before);
    });

    test("is written once per press", async () => {
      await write("Hi");
      const key = crypto.randomUUID();
      await Promise.all([note("Call her", key), note("Call her", key)]);
      expect((await thread())?.rows.filter(({ kind }) => kind === "note")).toHaveLength(1);
      expect(await history()).toMatchObject([{ action: "conversation.noted" }]);
    });

    test("goes page by page with the texts, each once", async () => {
      for (let n = 0; n < 20; n++) {
        await write(`text ${n}`);
        await note(`note ${n}`);
        house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
      }
      const newest = await thread();
      const older = await readThread(house.context, await shop(), newest?.id ?? "", { older: newest?.older ?? "" });
      const said = [...(older?.rows ?? []), ...(newest?.rows ?? [])].map(({ body }) => body);
      expect(said).toEqual(Array.from({ length: 20 }, (_, n) => [`text ${n}`, `note ${n}`]).flat());
    });

    test("of a customer who is forgotten is deleted", async () => {
      await write("My name is Bea", STRANGER);
      await writeConversationNote(house.context, {
        ...(await target(STRANGER)),
        body: "Bea",
        key: crypto.randomUUID(),
      });
      await house.tell("orders/create", orderBody({ order: "7", id: "555", phone: STRANGER }));
      await house.tell(
        "customers/redact",
        JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: null, phone: STRANGER } }).replace(
          '"<id>"',
          "555",
        ),
      );
      expect(await house.rows(`SELECT 1 FROM "ConversationNote"`)).toEqual([]);
    });
  });

  test("beside the thread stands the customer: consent of the number, and the last orders with their state", async () => {
    await house.tell("orders/create", orderBody());
    await write("When does it ship?");
    const customer = (await thread())?.customer;
    expect(customer).toMatchObject({ consent: "subscribed", lastOrders: [{ state: "unfulfilled" }] });
    expect(customer?.lastOrders[0]?.name).toMatch(/^#/);
    expect(customer?.lastOrders[0]?.total).toMatch(/^\$/);
    await write("STOP");
    expect((await thread())?.customer.consent).toBe("suppressed");
    await write("Hi", STRANGER);
    expect((await thread(STRANGER))?.customer).toMatchObject({ lastOrders: [], consent: "not_subscribed" });
  });

  test("its list is read by index, whatever the tab", async () => {
    await write("Hi");
    await house.rows(
      `
        INSERT INTO "Conversation" ("id", "shopId", "phone", "lastInboundAt", "closedAt")
        SELECT gen_random_uuid(), s."id", '+1213' || (5550000 + n), now() - n * interval '1 minute',
          CASE WHEN n % 3 = 0 THEN now() END
        FROM "Shop" s, generate_series(1, 3000) n`,
    );
    await house.rows(`ANALYZE "Conversation"`);
    for (const [where, index] of [
      [`"closedAt" IS NULL`, "Conversation_open"],
      [`"closedAt" IS NOT NULL`, "Conversation_closed"],
      [`"closedAt" IS NULL AND "assigneeId" IS NULL`, "Conversation_unassigned|Conversation_open"],
    ]) {
      const plan = await house.rows<{ "QUERY PLAN": string }>(
        `EXPLAIN SELECT * FROM "Conversation" WHERE "shopId" = '${shopId}' AND ${where}
          ORDER BY "lastInboundAt" DESC, "id" DESC LIMIT 26`,
      );
      expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(new RegExp(index ?? ""));
    }
  });
});
