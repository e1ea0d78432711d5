import { setTimeout } from "node:timers/promises";
import type { Instant } from "#core/time/time.ts";
import { DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import { libraryEntry } from "#library/index.ts";
import { importDraft } from "#services/automations/automation-file.server.ts";
import {
  activateFromLibrary,
  pauseAutomation,
  resumeAutomation,
} from "#services/automations/change-automation-status.server.ts";
import { addFromLibrary } from "#services/automations/draft-automation.server.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { startPackPurchase } from "#services/credits/order-pack.server.ts";
import { changeConversation } from "#services/inbox/change-conversation.server.ts";
import { resolveHeldConversation } from "#services/inbox/resolve-held-reply.server.ts";
import { sendReply } from "#services/inbox/send-reply.server.ts";
import { runTask } from "#services/operations/run-task.server.ts";
import { changeTasks } from "#services/team/change-tasks.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listConversations, type ConversationLine } from "#shell/repositories/inbox/inbox.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { listTasksOf } from "#shell/repositories/team/tasks.server.ts";
import { decidePurchase } from "#sandbox/store/actions/purchase.ts";
import type { Past } from "#sandbox/history/past.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { SHOP } from "../env.ts";
import { planCampaigns } from "./campaigns.ts";
import { firstVisit } from "../set-up-sandbox.ts";

const ACTOR = "staff:1";
const ZONE = "America/New_York";
const FIRST_CREDITS = 100;
/** The team buys credits in the morning when fewer are left; on the last days it waits. */
const BUYS_BELOW = 160;
const PACK = "credits-500";
const WAITS_FOR_DAYS = 4;
/** The store is young and its goods are small: it misses customers sooner, and thanks them for less. */
const WIN_BACK = {
  description:
    "For a customer who has not bought for 35 days: first a text to say that they are missed, a week later a code " +
    "for 10% off, and a reminder before it runs out. A purchase or an opt-out ends the series.",
  trigger: { type: "customer_inactive", config: { days: 35, at: "09:00" } },
};
const VIP = {
  description: "Thanks a customer whose orders have come to 200 dollars together.",
  conditions: { field: "customer.total_spent", op: "at_least", value: { amount: "200.00", currency: "USD" } },
};
const ON = [
  "order-confirmation",
  "order-fulfilled",
  "welcome",
  "abandoned-cart",
  "review-request",
  "birthday",
  "delivery-problem",
] as const;

/**
 * Plans what the team of the store does in the past days: installs the app, turns automations on and off, buys credits,
 * answers customers and decides replies. Runs the app's scheduled tasks at their times, too. On the last day replies
 * are left for the visitor.
 */
export function planMerchant(context: AppContext, past: Past): void {
  const begins = past.now();
  const at = (day: number, hour: number, minute = 0): Instant =>
    begins
      .toZonedDateTimeISO(ZONE)
      .toPlainDate()
      .add({ days: day })
      .toZonedDateTime({ timeZone: ZONE, plainTime: { hour, minute } })
      .toInstant();
  const lastDay = past.ends.toZonedDateTimeISO(ZONE).toPlainDate();
  const days = begins.toZonedDateTimeISO(ZONE).toPlainDate().until(lastDay).days;
  const later = (minutes: number): Instant => begins.add({ minutes });

  past.planAt(begins, () => install(context, past));
  for (const minute of [2, 4]) past.planAt(later(minute), () => runTask(context, "import"));
  past.planAt(later(9), () => setUp(context));
  ON.forEach((key, index) => past.planAt(later(12 + 2 * index), () => turnOn(context, key)));
  past.planAt(later(55), () => buyCredits(context, past));
  past.planAt(at(2, 15), () => adapt(context, "vip-thanks", VIP));
  past.planAt(at(4, 11), () => adapt(context, "win-back-series", WIN_BACK));
  planCampaigns(context, past, { at, days, buyCredits: () => buyCredits(context, past) });
  past.planAt(at(14, 15), () => turnOn(context, "delivered"));
  past.planAt(at(52, 10, 20), () => turnOff(context, "delivered"));
  past.planAt(at(days - 6, 16, 40), async () => void (await draft(context, "cross-sell")));
  for (let day = 1; day <= days; day++) {
    const isLast = day === days;
    past.planAt(at(day, 8, 50), () => (day >= days - WAITS_FOR_DAYS ? undefined : buyWhenLow(context, past)));
    for (const hour of [9, 10]) past.planAt(at(day, hour, 1), () => runTask(context, "scan-calendar"));
    for (const [hour, minute] of [
      [9, 35],
      [16, 10],
      [20, 15],
    ] as const) {
      past.planAt(at(day, hour, minute), async () => {
        for (const task of ["remind-overdue", "watch-failures", "write-back-consent", "mail-alerts"])
          await runTask(context, task);
      });
      if (!isLast) past.planAt(at(day, hour, minute + 5), () => answerCustomers(context));
    }
    if (!isLast) past.planAt(at(day, 17, 30), () => finishTasks(context));
  }
}

async function shopOf(context: AppContext) {
  const shop = await findShop(context.db.pool, SHOP);
  if (!shop) throw new Error("the app is not installed yet");
  return shop;
}

function demand(result: { ok: boolean }): void {
  if (!result.ok) throw new Error(`the history cannot be made: ${JSON.stringify(result)}`);
}

async function install(context: AppContext, past: Past): Promise<void> {
  const shop = await firstVisit(context);
  await askForImport(context, past);
  await grantCredits(context, {
    shopId: shop.id,
    credits: FIRST_CREDITS,
    type: "grant",
    note: "to try Shopbell",
    actor: "sandbox",
  });
}

/** Has Shopify prepare what the store had before; its bulk operations take real time. */
async function askForImport(context: AppContext, { scene: { store } }: Past): Promise<void> {
  await runTask(context, "import");
  while (store.bulkOperations.some(({ status }) => status === "RUNNING")) await setTimeout(5);
}

async function setUp(context: AppContext): Promise<void> {
  const shop = await shopOf(context);
  demand(
    await saveSettings(context, {
      shopId: shop.id,
      actor: ACTOR,
      changes: {
        disclosure: { text: DEFAULT_DISCLOSURE },
        lowBalanceAt: 150,
        senderName: nameInTexts(shop),
        setupGuideHidden: true,
      },
    }),
  );
}

async function turnOn(context: AppContext, libraryKey: string): Promise<void> {
  const { id: shopId } = await shopOf(context);
  demand(await activateFromLibrary(context, { shopId, libraryKey, actor: ACTOR }));
}

async function draft(context: AppContext, libraryKey: string): Promise<string> {
  const { id: shopId } = await shopOf(context);
  const added = await addFromLibrary(context, { shopId, libraryKey, actor: ACTOR });
  if (!added.ok) throw new Error(JSON.stringify(added));
  return added.automationId;
}

async function turnOff(context: AppContext, libraryKey: string): Promise<void> {
  const { id: shopId } = await shopOf(context);
  const automationId = await draft(context, libraryKey);
  demand(await pauseAutomation(context, { shopId, automationId, actor: ACTOR }));
}

/** Adds an automation of the library with changes of the store's own, and turns it on. */
async function adapt(context: AppContext, libraryKey: string, changes: object): Promise<void> {
  const { id: shopId } = await shopOf(context);
  const automationId = await draft(context, libraryKey);
  const text = JSON.stringify({ ...libraryEntry(libraryKey)?.definition, ...changes });
  demand(await importDraft(context, { shopId, automationId, actor: ACTOR, text }));
  demand(await resumeAutomation(context, { shopId, automationId, actor: ACTOR }));
}

async function buyWhenLow(context: AppContext, past: Past) {
  const { creditBalance } = await shopOf(context);
  return creditBalance < BUYS_BELOW ? buyCredits(context, past) : undefined;
}

async function buyCredits(context: AppContext, { scene: { store }, now }: Past) {
  const shop = await shopOf(context);
  demand(await startPackPurchase(context, shop, { packKey: PACK, actor: ACTOR }));
  const ordered = store.purchases.at(-1);
  return ordered && decidePurchase(store, ordered.id, "ACTIVE", now().toString()).events;
}

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/arrive/i, "Hi! It is with the carrier; most parcels arrive within four days."],
  [/address/i, "Of course. Please reply with the new address, and we change it right away."],
  [/ship to/i, "Yes, we do. Shipping takes about a week longer."],
  [/stock|green/i, "It is in stock again on Thursday. Shall we put one aside for you?"],
  [/chip|broken/i, "We are sorry about that! A new one leaves tomorrow, free of charge."],
  [/discount/i, "Subscribers get our offers first. Watch this space!"],
];

/** Decides replies that may mean STOP, answers questions, and marks the rest as read. */
async function answerCustomers(context: AppContext): Promise<void> {
  const shop = await shopOf(context);
  const held = await conversations(context, shop.id, "held");
  for (const { heldBy, wrote } of held)
    if (heldBy)
      await resolveHeldConversation(context, {
        shopId: shop.id,
        messageId: heldBy,
        verdict: /^no\b/i.test(wrote ?? "") ? "stop" : "go_on",
        actor: ACTOR,
      });
  for (const { id, wrote } of await conversations(context, shop.id, "unread")) {
    const body = ANSWERS.find(([question]) => question.test(wrote ?? ""))?.[1];
    if (body)
      await sendReply(context, shop, {
        actor: ACTOR,
        conversationId: id,
        body,
        key: context.newId(context.clock.now()),
      });
    await changeConversation(context, { shopId: shop.id, actor: ACTOR, conversationId: id, change: "read" });
  }
}

const conversations = ({ db }: AppContext, shopId: string, tab: "held" | "unread"): Promise<ConversationLine[]> =>
  listConversations(db.pool, { shopId, tab, userId: "", phones: null, cursor: null, order: "oldest", limit: 100 });

async function finishTasks(context: AppContext): Promise<void> {
  const { id: shopId } = await shopOf(context);
  const open = await listTasksOf(context.db.pool, {
    shopId,
    view: "open",
    userId: "",
    now: context.clock.now(),
    limit: 100,
    beyond: null,
  });
  if (open.length === 0) return;
  demand(await changeTasks(context, { shopId, actor: ACTOR, changes: open.map(({ id }) => ({ id, status: "done" })) }));
}
