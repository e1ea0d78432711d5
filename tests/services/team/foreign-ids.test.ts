import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareEvidence } from "#services/consent/consent-evidence.server.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import { suppressCustomer, unsuppressCustomer } from "#services/consent/suppress.server.ts";
import { whyNot } from "#services/customers/why-not.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { sendReply } from "#services/inbox/send-reply.server.ts";
import {
  assignConversation,
  changeConversation,
  writeConversationNote,
} from "#services/inbox/change-conversation.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { resolveHeldConversation } from "#services/inbox/resolve-held-reply.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readActivity } from "#services/activity/read-activity.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { readScheduled } from "#services/scheduled/read-scheduled.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { deleteSavedView, renameSavedView, saveView } from "#services/activity/change-saved-views.server.ts";
import {
  forecastReschedule,
  moveStepToLocalTime,
  removeFromAutomations,
  skipMessages,
} from "#services/scheduled/change-steps.server.ts";
import { cancelStep, runStepNow } from "#services/scheduled/change-step.server.ts";
import { changeSequence } from "#services/automations/change-sequence-status.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { addressOfExport, openedExport } from "#tests/support/export.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const NONE = "01234567-89ab-7def-8123-456789abcdef";
const ACTOR = "staff:1";
const LATER = { date: "2026-05-06", time: "10:15" };
const KEY = "11234567-89ab-7def-8123-456789abcdef";

/** What support staff can ask and do about one thing, by its id. */
type Deed = (house: House, shop: Shop, id: string) => Promise<unknown>;
const ours = ({ id: shopId }: Shop) => ({ shopId, actor: ACTOR });

/** By the table whose id it takes. What changes nothing comes before what does. */
const deeds: readonly [string, string, Deed][] = [
  ["an entry", "AutomationLog", ({ context }, shop, id) => readLogEntry(context, shop, id)],
  [
    "the log by an entry's id",
    "AutomationLog",
    async ({ context }, shop, id) => (await readActivity(context, shop, { search: id })).rows,
  ],
  [
    "the log by a message's id",
    "Message",
    async ({ context }, shop, id) => (await readActivity(context, shop, { search: id })).rows,
  ],
  [
    "the log of an automation",
    "Automation",
    async ({ context }, shop, id) => (await readActivity(context, shop, { automationId: id })).rows,
  ],
  [
    "the steps of an automation",
    "Automation",
    async ({ context }, shop, id) => (await readScheduled(context, shop, { automationId: id })).rows,
  ],
  ["the log of an automation, as a file", "Automation", ({ context }, shop, id) => exported(context, shop, id)],
  ["a customer", "Customer", ({ context }, shop, id) => readCustomer(context, shop, id)],
  ["why a customer is not in an automation", "Customer", ({ context }, shop, id) => whyNot(context, shop, id)],
  [
    "a customer's timeline",
    "Customer",
    async ({ context }, shop, id) => (await readTimeline(context, shop, id, {})).rows,
  ],
  ["a conversation", "Conversation", ({ context }, shop, id) => readThread(context, shop, id, {})],
  [
    "what a time would mean for a step",
    "ScheduledAutomation",
    ({ context }, shop, id) => forecastReschedule(context, shop, { id, ...LATER }),
  ],
  [
    "renaming a view",
    "SavedView",
    ({ context }, shop, id) => renameSavedView(context, { ...ours(shop), page: "activity" }, { id, name: "Mine" }),
  ],
  [
    "deleting a view",
    "SavedView",
    ({ context }, shop, id) => deleteSavedView(context, { ...ours(shop), page: "activity" }, { id }),
  ],
  [
    "marking a conversation",
    "Conversation",
    ({ context }, shop, id) => changeConversation(context, { ...ours(shop), conversationId: id, change: "read" }),
  ],
  [
    "closing a conversation",
    "Conversation",
    ({ context }, shop, id) => changeConversation(context, { ...ours(shop), conversationId: id, change: "close" }),
  ],
  [
    "assigning a conversation",
    "Conversation",
    ({ context }, shop, id) => assignConversation(context, { ...ours(shop), conversationId: id, userId: "1" }),
  ],
  [
    "a note in a conversation",
    "Conversation",
    ({ context }, shop, id) =>
      writeConversationNote(context, { ...ours(shop), conversationId: id, body: "Call her", key: KEY }),
  ],
  [
    "settling a reply",
    "Message",
    ({ context }, shop, id) => resolveHeldConversation(context, { ...ours(shop), messageId: id, verdict: "go_on" }),
  ],
  [
    "answering",
    "Conversation",
    ({ context }, shop, id) => sendReply(context, shop, { actor: ACTOR, conversationId: id, body: "Hello", key: KEY }),
  ],
  [
    "moving a step",
    "ScheduledAutomation",
    ({ context }, shop, id) => moveStepToLocalTime(context, shop, { actor: ACTOR, id, ...LATER }),
  ],
  ["running a step", "ScheduledAutomation", ({ context }, shop, id) => runStepNow(context, { ...ours(shop), id })],
  ["cancelling a step", "ScheduledAutomation", ({ context }, shop, id) => cancelStep(context, { ...ours(shop), id })],
  [
    "pausing a customer's way",
    "AutomationSequence",
    ({ context }, shop, id) => changeSequence(context, { ...ours(shop), sequenceId: id, to: "paused" }),
  ],
  ["an evidence pack", "Customer", ({ context }, shop, id) => evidence(context, shop, id)],
  [
    "stopping all texts",
    "Customer",
    ({ context }, shop, id) => suppressCustomer(context, { ...ours(shop), customerId: id, reason: "asked" }),
  ],
  [
    "letting texts go again",
    "Customer",
    ({ context }, shop, id) => unsuppressCustomer(context, { ...ours(shop), customerId: id, reason: "asked" }),
  ],
];

type Context = House["context"];

async function exported(context: Context, shop: Shop, automationId: string): Promise<string> {
  const address = await addressOfExport(context, { shopId: shop.id, userId: "1", filter: { automationId } });
  const { texts } = await openedExport(context, address);
  let text = "";
  for await (const part of texts) text += part;
  return text;
}

/** Its address is signed anew each time. */
async function evidence(context: Context, shop: Shop, customerId: string): Promise<unknown> {
  const made = await prepareEvidence(context, shop, { customerId, userId: "1", name: "Rosa Lind" });
  return made.ok ? "made" : made;
}

describeOnDatabases("what belongs to another shop", (database) => {
  let house: House;
  let here: Shop;
  let there: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["welcome", "welcome-series"]);
    await house.tell("customers_marketing_consent/update", consentBody());
    await receiveMessage(house.context, {
      providerId: "SM-1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "Please don't text me",
      answeredByProvider: false,
    });
    await house.work();
    here = await ensureShop(house.context, SHOP);
    await saveView(house.context, { ...ours(here), page: "activity" }, { name: "Sent", query: "view=sent" });
    await house.open([], { domain: "larkspur.myshopify.com" });
    there = await ensureShop(house.context, "larkspur.myshopify.com");
    for (const { id } of [here, there])
      await saveStaff(database().pool, id, {
        id: house.context.newId(house.clock.now()),
        userId: "1",
        name: "Sam",
        email: null,
        role: "support",
        lastSeenAt: house.clock.now(),
      });
  });
  afterEach(() => house.close());

  /** The newest of a shop's rows; of messages the one that came in, of steps one that waits. */
  const idIn = async (table: string, deed: string) => {
    const which =
      {
        Message: deed === "settling a reply" ? `AND "direction" = 'inbound'` : `AND "direction" = 'outbound'`,
        ScheduledAutomation: `AND "status" = 'scheduled'`,
        AutomationSequence: `AND "status" = 'active'`,
      }[table] ?? "";
    const [row] = await house.rows<{ id: string }>(
      `SELECT "id"::text AS "id" FROM "${table}" WHERE "shopId" = $1 ${which} ORDER BY "id" LIMIT 1`,
      [here.id],
    );
    if (!row) throw new Error(`there is no ${table}`);
    return row.id;
  };
  const changes = () =>
    house.rows(
      `SELECT "shopId", "action", "target" FROM "AuditEvent" WHERE "action" NOT IN ('activity.exported') ORDER BY "id"`,
    );

  test.each(deeds)(
    "%s: answers as if there were none, changes nothing, and is there for its own shop",
    async (name, table, deed) => {
      const id = await idIn(table, name);
      const before = await changes();
      const none = await deed(house, there, NONE);
      expect(await deed(house, there, id)).toEqual(none);
      expect(await changes()).toEqual(before);
      expect(await deed(house, here, id)).not.toEqual(none);
    },
  );

  test("messages and runs of several shops at once: only one's own are skipped and removed", async () => {
    const id = await idIn("ScheduledAutomation", "");
    const run = await idIn("AutomationSequence", "");
    const nothing = { ok: true, done: 0, left: 2 };
    expect(await skipMessages(house.context, { ...ours(there), ids: [id, NONE] })).toEqual(nothing);
    expect(await removeFromAutomations(house.context, { ...ours(there), ids: [run, NONE] })).toEqual(nothing);
    expect(await skipMessages(house.context, { ...ours(here), ids: [id] })).toMatchObject({ done: 1 });
    expect(await removeFromAutomations(house.context, { ...ours(here), ids: [run] })).toMatchObject({ done: 1 });
  });

  test("a failed step is tried again by its own shop alone", async () => {
    const id = await idIn("ScheduledAutomation", "");
    await house.rows(
      `UPDATE "ScheduledAutomation" SET "status" = 'failed', "error" = 'broken', "executedAt" = now() WHERE "id" = $1`,
      [id],
    );
    expect(await retryFailed(house.context, id, ACTOR, there.id)).toMatchObject({ ok: false, reason: "not_found" });
    const own = await retryFailed(house.context, id, ACTOR, here.id);
    expect(own.ok || own.reason).not.toBe("not_found");
  });
});
