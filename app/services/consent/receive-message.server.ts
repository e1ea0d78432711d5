import type { SubscriberState } from "#core/consent/subscriber.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { keywordReplyOf, KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import { readReply, type Reply } from "#core/consent/replies.ts";
import { countSegments } from "#core/sending/segments.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordInbound } from "#shell/repositories/inbox/conversations.server.ts";
import {
  customersOfSubscribers,
  forgetUnreachable,
  lockNumber,
  lockSubscribers,
} from "#shell/repositories/consent/subscribers.server.ts";
import { insertInbound, lastShopTexting } from "#shell/repositories/sending/messages.server.ts";
import { findOptInQuestion, type OptInQuestion } from "#shell/repositories/sending/replies.server.ts";
import { findShops, listShops } from "#shell/repositories/team/shops.server.ts";
import { handleInboundReply, type ReplyResult } from "./parts/handle-inbound-reply.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

/** An inbound text. */
export interface InboundText {
  /** Twilio's SID. */
  providerId: string;
  /** E.164. */
  from: string;
  to: string;
  body: string;
  /** Twilio already replied to the keyword (Advanced Opt-Out). */
  answeredByProvider: boolean;
  /** Twilio's `OptOutType`. Twilio blocks by it, so it overrides our own keyword match. */
  providerKeyword?: string | null;
}

/**
 * Stores an inbound text once and handles it. A STOP takes effect before this returns.
 * @returns the reply to send, or null for none
 */
export async function receiveMessage(context: AppContext, text: InboundText): Promise<string | null> {
  const now = context.clock.now();
  const handled = await transaction(context.db.pool, (sql) => storeAndHandle(context, sql, text, now));
  if (!handled) return null;
  const { shopId, answer, due, means } = handled;
  await remind(context, [
    ...remindersFor(due, now),
    inboxReminder(now),
    ...(consentMeanings.has(means) ? [writeBackReminder(now)] : []),
  ]);
  if (!answer || !shopId || text.answeredByProvider) return null;
  const [shop] = await findShops(context.db.pool, [shopId]);
  return keywordReplyOf(answer, shop ? nameInTexts(shop) : "this store");
}

/** @returns null for a duplicate delivery */
async function storeAndHandle(
  context: AppContext,
  sql: Sql,
  text: InboundText,
  at: Instant,
): Promise<(ReplyResult & { shopId: string | null; means: Reply["means"] }) | null> {
  const { from: phone, body } = text;
  const addressHash = context.secrets.hashAddress(phone);
  const known = await lockNumber(sql, addressHash);
  const question = await findPendingQuestion(sql, phone, known);
  const reply = providerReply(text) ?? readReply(body, { pendingOptIn: question !== null });
  const shopId = reply.means === "yes" && question ? question.shopId : await shopOf(sql, phone, known);
  const subscribers =
    shopId === null || known.some((subscriber) => subscriber.shopId === shopId)
      ? known
      : [
          ...known,
          ...(await lockSubscribers(sql, [{ shopId, channel: "sms", address: phone, addressHash }], {
            newId: () => context.newId(at),
            now: at,
          })),
        ];
  // A number that writes can be reached.
  await forgetUnreachable(sql, [addressHash]);
  const customers = await customersOfSubscribers(
    sql,
    subscribers.flatMap((subscriber) => (subscriber.shopId === shopId ? [subscriber.id] : [])),
  );
  const [customerId = null] = customers.values();
  const messageId = context.newId(at);
  if (shopId && !(await insertInbound(sql, inboundRow(text, messageId, { shopId, customerId }, at)))) return null;
  if (shopId)
    await recordInbound(sql, {
      id: context.newId(at),
      shopId,
      customerId,
      phone,
      unread: !consentMeanings.has(reply.means),
      at,
    });
  else
    context.log.info(
      { providerId: text.providerId, means: reply.means },
      "a text came in from a number that no shop knows",
    );
  const result = await handleInboundReply(context, sql, {
    phone,
    body,
    reply,
    conversation: shopId ? { shopId, customerId, messageId } : null,
    subscribers,
    question,
    at,
  });
  return { ...result, shopId, means: reply.means };
}

/**
 * Replies that change consent: handled at once, so the conversation stays read, and the store must receive the new
 * state.
 */
const consentMeanings: ReadonlySet<Reply["means"]> = new Set(["stop", "start", "yes"]);

/** Twilio's Advanced Opt-Out types. */
const providerKeywords = new Map<string, Reply["means"]>([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
]);

function providerReply({ providerKeyword, body }: InboundText): Reply | null {
  const means = providerKeywords.get(providerKeyword?.toUpperCase() ?? "");
  return means ? { means, matched: body.trim(), rule: `${KEYWORDS_VERSION}:provider` } : null;
}

async function findPendingQuestion(
  sql: Sql,
  phone: string,
  subscribers: readonly SubscriberState[],
): Promise<OptInQuestion | null> {
  const pending = subscribers.filter(({ consent }) => consent === "pending");
  return pending.length === 0
    ? null
    : findOptInQuestion(
        sql,
        pending.map(({ shopId }) => shopId),
        phone,
      );
}

/**
 * The shop that an inbound text belongs to: the shop that texted the number last, else a shop that knows the number,
 * else the only installed shop.
 */
async function shopOf(sql: Sql, phone: string, subscribers: readonly SubscriberState[]): Promise<string | null> {
  const known = (await lastShopTexting(sql, phone)) ?? subscribers[0]?.shopId;
  if (known) return known;
  const [only, second] = (await listShops(sql)).filter(({ uninstalledAt }) => uninstalledAt === null);
  return only && !second ? only.id : null;
}

const inboundRow = (
  text: InboundText,
  id: string,
  { shopId, customerId }: { shopId: string; customerId: string | null },
  at: Instant,
) => ({
  id,
  shopId,
  customerId,
  sequenceId: null,
  scheduledAutomationId: null,
  direction: "inbound" as const,
  to: text.to,
  from: text.from,
  body: text.body,
  segments: countSegments(text.body).segments,
  status: "received" as const,
  providerStatus: null,
  providerId: text.providerId,
  credits: 0,
  createdAt: at,
  updatedAt: at,
});
