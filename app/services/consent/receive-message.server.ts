import { keywordAnswerOf, type KeywordAnswer } from "#core/consent/keyword-answers.ts";
import { KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import { mayQuote } from "#core/consent/own-words.ts";
import { readReply, type Reply } from "#core/consent/replies.ts";
import type { SubscriberState } from "#core/consent/subscriber.ts";
import { joinKeywordIn } from "#core/consent/text-to-join.ts";
import { countSegments } from "#core/sending/segments.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  customersOfSubscribers,
  forgetUnreachable,
  lockNumber,
  lockSubscribers,
} from "#shell/repositories/consent/subscribers.server.ts";
import { insertMedia } from "#shell/repositories/inbox/media.server.ts";
import { SHARED_SENDER } from "#shell/repositories/consent/subscriber-columns.ts";
import { insertInbound, lastShopTexting } from "#shell/repositories/sending/messages.server.ts";
import {
  findOptInQuestion,
  recentTextsTo,
  recordAnswer,
  type OptInQuestion,
} from "#shell/repositories/sending/replies.server.ts";
import { findShops, listShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { handleInboundReply, type InboundReply, type ReplyResult } from "./parts/handle-inbound-reply.server.ts";
import { recordReply } from "../inbox/parts/record-reply.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

/** A picture or another file of an inbound text. */
export interface InboundMedia {
  /** Twilio's address of its content. */
  url: string;
  /** MIME type. */
  contentType: string;
}

/** An inbound text. */
export interface InboundText {
  /** Twilio's SID. */
  providerId: string;
  /** The shop's own sender that it came to; null for the installation's. */
  sender?: { id: string; shopId: string } | null;
  /** E.164. */
  from: string;
  to: string;
  body: string;
  media?: readonly InboundMedia[];
  /** Twilio already replied to the keyword (Advanced Opt-Out). */
  answeredByProvider: boolean;
  /** When it came in; absent: now. */
  at?: Instant;
  /** Twilio's `OptOutType`. Twilio blocks by it, so it overrides our own keyword match. */
  providerKeyword?: string | null;
}

/** A number's last texts that a reply may quote. */
const RECENT_TEXTS = 5;

/**
 * Stores an inbound text once and handles it. A STOP takes effect before this returns.
 * @returns the reply to send, or null for none
 */
export async function receiveMessage(context: AppContext, text: InboundText): Promise<string | null> {
  const now = context.clock.now();
  const handled = await transaction(context.db.pool, (sql) => storeAndHandle(context, sql, text, text.at ?? now));
  if (!handled) return null;
  await remind(context, [
    ...remindersFor(handled.due, now),
    inboxReminder(now),
    ...(consentMeanings.has(handled.means) ? [writeBackReminder(now)] : []),
  ]);
  return handled.words;
}

/** @returns null for a duplicate delivery; `words`: the answer to send */
async function storeAndHandle(
  context: AppContext,
  sql: Sql,
  text: InboundText,
  at: Instant,
): Promise<{ due: ReplyResult["due"]; means: InboundReply["means"]; words: string | null } | null> {
  const { from: phone, body, media = [], sender = null } = text;
  const addressHash = context.secrets.hashAddress(phone);
  const scope = sender?.shopId ?? SHARED_SENDER;
  const known = await lockNumber(sql, addressHash, scope);
  const question = await findPendingQuestion(sql, phone, known);
  const reply = providerReply(text) ?? (await read(sql, text, question !== null));
  const shopId =
    sender?.shopId ?? (reply.means === "yes" && question ? question.shopId : await shopOf(sql, phone, known));
  const [shop] = shopId && mayNeedShop(reply) ? await findShops(sql, [shopId]) : [];
  // Twilio's Advanced Opt-Out may know the keyword too, as an opt-in.
  const mayJoin = reply.means === "other" || reply.means === "start";
  const means = mayJoin && shop && joinKeywordOf(shop, reply) ? "join" : reply.means;
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
  if (shopId) {
    const row = { ...inboundRow(text, messageId, { shopId, customerId }, at), meaning: means, meaningRule: reply.rule };
    if (!(await insertInbound(sql, row))) return null;
    await insertMedia(
      sql,
      media.map((file, position) => ({ messageId, position, shopId, ...file })),
    );
    await recordReply(context, sql, {
      shopId,
      customerId,
      phone,
      change: consentMeanings.has(means) || isReaction(reply) ? "handled_reply" : "reply",
      at,
    });
  } else context.log.info({ providerId: text.providerId, means }, "a text came in from a number that no shop knows");
  const { answer, due } = await handleInboundReply(context, sql, {
    scope,
    phone,
    body,
    pictures: media.filter(({ contentType }) => contentType.startsWith("image/")).length,
    reply,
    means,
    conversation: shopId ? { shopId, customerId, messageId } : null,
    shop: shop ?? null,
    subscribers,
    question,
    at,
  });
  const words = shop && answer && !text.answeredByProvider ? answerOf(shop, answer) : null;
  if (shopId && (words || text.answeredByProvider))
    await recordAnswer(sql, messageId, { answer: words, answeredBy: words ? "shopbell" : "twilio" });
  return { due, means, words };
}

/** Reads the reply; loads the texts that it may quote only where it may quote any. */
async function read(sql: Sql, { from, body }: InboundText, pendingOptIn: boolean): Promise<Reply> {
  const recentTexts = mayQuote(body) ? await recentTextsTo(sql, from, RECENT_TEXTS) : [];
  return readReply(body, { pendingOptIn, recentTexts });
}

const MAX_KEYWORD_LENGTH = 30;

/** Whether the shop's name or keywords are needed: not for words to staff. */
const mayNeedShop = ({ means, ownWords }: Reply): boolean =>
  means === "other" ? ownWords.trim().length <= MAX_KEYWORD_LENGTH : means !== "ambiguous";

const joinKeywordOf = (shop: ShopRow, { ownWords }: Reply): string | null =>
  shop.uninstalledAt === null ? joinKeywordIn(ownWords, readSettings(shop.settings).textToJoin) : null;

const answerOf = (shop: ShopRow, answer: KeywordAnswer): string =>
  keywordAnswerOf(answer, nameInTexts(shop), readSettings(shop.settings).textToJoin?.keywords[0] ?? null);

/** A reaction to a text, such as a heart, asks staff for nothing. */
const isReaction = ({ rule, ownWords }: Reply): boolean => ownWords === "" && rule.endsWith(":reaction");

/**
 * Replies that change consent: handled at once, so the conversation stays read, and the store must receive the new
 * state.
 */
const consentMeanings: ReadonlySet<InboundReply["means"]> = new Set(["stop", "start", "yes", "join"]);

/** Twilio's Advanced Opt-Out types. */
const providerKeywords = new Map<string, Reply["means"]>([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
]);

function providerReply({ providerKeyword, body }: InboundText): Reply | null {
  const means = providerKeywords.get(providerKeyword?.toUpperCase() ?? "");
  return means ? { means, matched: body.trim(), rule: `${KEYWORDS_VERSION}:provider`, ownWords: body } : null;
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
  senderId: text.sender?.id ?? null,
  credits: 0,
  createdAt: at,
  updatedAt: at,
});
