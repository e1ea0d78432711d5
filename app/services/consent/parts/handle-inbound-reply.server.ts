import type { SubscriberState } from "#core/consent/subscriber.ts";
import { mayConfirm, type KeywordAnswer } from "#core/consent/keyword-answers.ts";
import type { Reply } from "#core/consent/replies.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { holdMarketing } from "#shell/repositories/consent/subscribers.server.ts";
import type { OptInQuestion } from "#shell/repositories/sending/replies.server.ts";
import { confirmOptIn } from "./confirm-opt-in.server.ts";
import { joinByKeyword } from "./join-by-keyword.server.ts";
import { optIn, optOut, type ConsentStatement } from "./opt-out.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** An inbound text with the rows that its handler needs. */
export interface InboundReply {
  /** Whose sender it came to: "shared" for the installation's, or the id of the shop whose own it is. */
  scope: string;
  /** E.164. */
  phone: string;
  body: string;
  /** Number of pictures that came with it. */
  pictures: number;
  reply: Reply;
  /** What the reply means to the shop: join is its text-to-join keyword. */
  means: Reply["means"] | "join";
  /** The conversation of one shop; null if no shop knows the number. */
  conversation: { shopId: string; customerId: string | null; messageId: string } | null;
  /** The conversation's shop; null where its settings are not needed. */
  shop: ShopRow | null;
  /** Locked subscribers with this number, of all shops that text from the sender. */
  subscribers: readonly SubscriberState[];
  /** The double opt-in question that this number has not answered yet. */
  question: OptInQuestion | null;
  at: Instant;
}

/** The keyword reply to send (null: none), and the scheduled automations that the reply released. */
export interface ReplyResult {
  answer: KeywordAnswer | null;
  due: Due[];
}

type ReplyHandler = (context: AppContext, sql: Sql, inbound: InboundReply) => Promise<ReplyResult>;

const noReply: ReplyResult = { answer: null, due: [] };

const statementOf = ({ scope, phone, body, reply, conversation, at }: InboundReply): ConsentStatement => ({
  scope,
  phone,
  source: "keyword",
  words: body,
  rule: reply.rule,
  messageId: conversation?.messageId ?? null,
  at,
});

const stop: ReplyHandler = async (context, sql, inbound) => {
  const { isNew, due } = await optOut(context, sql, statementOf(inbound));
  // Only the first STOP gets a confirmation.
  return { answer: isNew && inbound.conversation && mayConfirm(inbound.at, context.clock.now()) ? "stop" : null, due };
};

/** The answer says what is true: START restores the consent from before the STOP, and gives none. */
const start: ReplyHandler = async (context, sql, inbound) => {
  const { due, consents } = await optIn(context, sql, statementOf(inbound));
  const { conversation } = inbound;
  const isSubscribed = conversation && consents.get(conversation.shopId) === "subscribed";
  return { answer: conversation && (isSubscribed ? "start" : "start_orders"), due };
};

const join: ReplyHandler = async (context, sql, { conversation, shop, phone, body, at }) => {
  if (!conversation || !shop) return noReply;
  const { state, due } = await joinByKeyword(context, sql, shop, {
    phone,
    keyword: body.trim(),
    messageId: conversation.messageId,
    at,
  });
  // A double opt-in is asked for by its automation.
  return { answer: state === "subscribed" ? "join" : null, due };
};

/** A suppressed number gets no help text either. */
const help: ReplyHandler = async (context, sql, { conversation, phone }) => {
  if (!conversation || (await isSuppressed(sql, conversation.shopId, context.secrets.hashAddress(phone))))
    return noReply;
  return { answer: "help", due: [] };
};

const yes: ReplyHandler = async (context, sql, { question, conversation, subscribers, at }) => {
  if (!question || !conversation) return noReply;
  const confirmed = await confirmOptIn(context, sql, subscribers, question, {
    messageId: conversation.messageId,
    at,
  });
  return { answer: confirmed ? "yes" : null, due: [] };
};

/** The reply may mean STOP: holds marketing until the merchant decides. */
const ambiguous: ReplyHandler = async (context, sql, { conversation, subscribers, phone, at }) => {
  const ofShop = subscribers.filter(({ shopId }) => shopId === conversation?.shopId);
  if (!conversation || ofShop.length === 0) return noReply;
  const { shopId, messageId } = conversation;
  const held = await holdMarketing(
    sql,
    ofShop.map(({ id }) => id),
    messageId,
    at,
  );
  if (held.length === 0) return noReply;
  await notify(sql, [
    {
      id: context.newId(at),
      shopId,
      kind: "reply_held",
      title: "A reply may have meant stop",
      body:
        `It came from the number that ends in ${phone.slice(-4)}. Marketing to this customer waits ` +
        "until you have read it and said whether it may go on.",
      dedupeKey: `reply_held:${messageId}`,
      createdAt: at,
    },
  ]);
  return noReply;
};

/**
 * Not a keyword: emits an event for keyword triggers and leaves the conversation unread for the merchant. A reaction or
 * a quotation without words of its own emits none.
 */
const other: ReplyHandler = async (context, sql, { conversation, phone, reply: { ownWords }, pictures, at }) => {
  if (!conversation || (pictures === 0 && ownWords.trim() === "")) return noReply;
  const { shopId, customerId, messageId } = conversation;
  await emitOwnEvents(context, sql, [
    {
      shopId,
      topic: "shopbell/keyword_received",
      eventId: `reply:${messageId}`,
      triggeredAt: at,
      payload: {
        subject: `message:${messageId}`,
        customerId,
        person: customerId ? null : { phone },
        facts: { reply: { text: ownWords, pictures } },
      },
    },
  ]);
  return noReply;
};

const handlers: Record<InboundReply["means"], ReplyHandler> = { stop, start, help, yes, join, ambiguous, other };

/** Handles a reply in the transaction that stores it. */
export const handleInboundReply: ReplyHandler = (context, sql, inbound) =>
  handlers[inbound.means](context, sql, inbound);
