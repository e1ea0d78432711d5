import type { CustomerRecord } from "#core/customers/record.ts";
import { mayConfirm, type keywordReplyOf } from "#core/consent/keywords.ts";
import type { Reply } from "#core/consent/replies.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { holdMarketing, type OpenQuestion } from "#shell/repositories/sending/replies.server.ts";
import { listShops } from "#shell/repositories/team/shops.server.ts";
import { confirmOptIn } from "./confirm-opt-in.server.ts";
import { optIn, optOut, type ConsentStatement } from "./opt-out.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

/** A text that came in, and what is known around it. */
interface HeardReply {
  /** E.164. */
  phone: string;
  body: string;
  reply: Reply;
  /** The shop's conversation that it belongs to; null where it is nobody's. */
  conversation: { shopId: string; customer: CustomerRecord | null; messageId: string } | null;
  /** All customers with the number, in every shop, locked. */
  customers: readonly CustomerRecord[];
  /** The double opt-in that waits for this number's yes. */
  question: OpenQuestion | null;
  at: Instant;
}

/** What is answered, and the steps that had waited for it. */
export interface ReplyResult {
  answer: Parameters<typeof keywordReplyOf>[0] | null;
  due: Due[];
}

type Heed = (context: AppContext, sql: Sql, heard: HeardReply) => Promise<ReplyResult>;

const silence: ReplyResult = { answer: null, due: [] };

const wordOf = ({ phone, body, reply, conversation, at }: HeardReply): ConsentStatement => ({
  phone,
  source: "keyword",
  words: body,
  rule: reply.rule,
  messageId: conversation?.messageId ?? null,
  at,
});

const stop: Heed = async (context, sql, heard) => {
  // The sender is shared: also a shop that learns of the number later must find it silent.
  const besides = (await listShops(sql)).map(({ id }) => id);
  const { shopIds, due } = await optOut(context, sql, wordOf(heard), { besides });
  // Confirmed once; a stop said again meets silence.
  const isNew = heard.conversation !== null && shopIds.has(heard.conversation.shopId);
  return { answer: isNew && mayConfirm(heard.at, context.clock.now()) ? "stop" : null, due };
};

const start: Heed = async (context, sql, heard) => {
  const { due } = await optIn(context, sql, wordOf(heard));
  return { answer: heard.conversation && "start", due };
};

/** Who has said stop gets no more texts, not even this one. */
const help: Heed = async (context, sql, { conversation, phone }) => {
  if (!conversation || (await isSuppressed(sql, conversation.shopId, context.secrets.hashPhone(phone)))) return silence;
  return { answer: "help", due: [] };
};

const yes: Heed = async (context, sql, { question, conversation, customers, phone, at }) => {
  if (!question || !conversation) return silence;
  const confirmed = await confirmOptIn(context, sql, customers, question, {
    messageId: conversation.messageId,
    phone,
    at,
  });
  return { answer: confirmed ? "yes" : null, due: [] };
};

/** It may have meant stop: marketing waits, and the merchant is asked. */
const ambiguous: Heed = async (context, sql, { conversation, customers, phone, at }) => {
  const ofShop = customers.filter(({ shopId }) => shopId === conversation?.shopId);
  if (!conversation || ofShop.length === 0) return silence;
  const { shopId, messageId } = conversation;
  const held = await holdMarketing(
    sql,
    ofShop.map(({ id }) => id),
    messageId,
    at,
  );
  if (held.length === 0) return silence;
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
  return silence;
};

/** For automations that wait for a keyword; the merchant reads it in the conversation. */
const other: Heed = async (context, sql, { conversation, phone, body, at }) => {
  if (!conversation) return silence;
  const { shopId, customer, messageId } = conversation;
  await emitOwnEvents(context, sql, [
    {
      shopId,
      topic: "shopbell/keyword_received",
      eventId: `reply:${messageId}`,
      triggeredAt: at,
      payload: {
        subject: `message:${messageId}`,
        customerId: customer?.id ?? null,
        person: customer ? null : { phone },
        facts: { reply: { text: body } },
      },
    },
  ]);
  return silence;
};

const meanings: Record<Reply["means"], Heed> = { stop, start, help, yes, ambiguous, other };

/** Does what a reply asks for, within the transaction that takes it in. */
export const handleInboundReply: Heed = (context, sql, heard) => meanings[heard.reply.means](context, sql, heard);
