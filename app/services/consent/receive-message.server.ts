import type { CustomerRecord } from "#core/customers/record.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { keywordReplyOf, KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import { readReply, type Reply } from "#core/consent/replies.ts";
import { countSegments } from "#core/sending/segments.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordInbound } from "#shell/repositories/inbox/conversations.server.ts";
import { lockByPhone } from "#shell/repositories/customers/customers.server.ts";
import { insertInbound, lastShopTexting } from "#shell/repositories/sending/messages.server.ts";
import { findOpenQuestion, type OpenQuestion } from "#shell/repositories/sending/replies.server.ts";
import { findShops, listShops } from "#shell/repositories/team/shops.server.ts";
import { handleInboundReply, type ReplyResult } from "./parts/handle-inbound-reply.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

/** A text that came in. */
export interface InboundText {
  /** Twilio's SID. */
  providerId: string;
  /** E.164. */
  from: string;
  to: string;
  body: string;
  /** The provider has answered a keyword itself. */
  answeredByProvider: boolean;
  /** The keyword that the provider took it for: what it blocks by, whatever we read. */
  providerHeard?: string | null;
}

/**
 * Takes a text in, once. What it asks for comes before anything else: a stop takes effect as this returns.
 * @returns what to answer, or null for silence
 */
export async function receiveMessage(context: AppContext, text: InboundText): Promise<string | null> {
  const now = context.clock.now();
  const heard = await transaction(context.db.pool, (sql) => hear(context, sql, text, now));
  if (!heard) return null;
  const { shopId, answer, due, means } = heard;
  await remind(context, [
    ...remindersFor(due, now),
    inboxReminder(now),
    ...(ofConsent.has(means) ? [writeBackReminder(now)] : []),
  ]);
  if (!answer || !shopId || text.answeredByProvider) return null;
  const [shop] = await findShops(context.db.pool, [shopId]);
  return keywordReplyOf(answer, shop ? nameInTexts(shop) : "this store");
}

/** @returns null for a text that was taken in before */
async function hear(
  context: AppContext,
  sql: Sql,
  text: InboundText,
  at: Instant,
): Promise<(ReplyResult & { shopId: string | null; means: Reply["means"] }) | null> {
  const { from: phone, body } = text;
  const customers = await lockByPhone(sql, phone);
  const question = await pendingQuestion(sql, phone, customers);
  const reply = byProvider(text) ?? readReply(body, { pendingOptIn: question !== null });
  const shopId = reply.means === "yes" && question ? question.shopId : await shopOf(sql, phone, customers);
  const messageId = context.newId(at);
  const customer = customers.find((known) => known.shopId === shopId) ?? null;
  if (shopId && !(await insertInbound(sql, inbound(text, messageId, { shopId, customerId: customer?.id ?? null }, at))))
    return null;
  if (shopId)
    await recordInbound(sql, {
      id: context.newId(at),
      shopId,
      customerId: customer?.id ?? null,
      phone,
      unread: !ofConsent.has(reply.means),
      at,
    });
  else
    context.log.info(
      { providerId: text.providerId, means: reply.means },
      "a text came in from a number that no shop knows",
    );
  const heeded = await handleInboundReply(context, sql, {
    phone,
    body,
    reply,
    conversation: shopId ? { shopId, customer, messageId } : null,
    customers,
    question,
    at,
  });
  return { ...heeded, shopId, means: reply.means };
}

/** What changes a consent: it is done as it is said, so nobody needs to read it, and the store is to be told. */
const ofConsent: ReadonlySet<Reply["means"]> = new Set(["stop", "start", "yes"]);

/** What the provider blocks, or lets through again, by its own list of keywords. */
const providerWords = new Map<string, Reply["means"]>([
  ["STOP", "stop"],
  ["START", "start"],
  ["HELP", "help"],
]);

function byProvider({ providerHeard, body }: InboundText): Reply | null {
  const means = providerWords.get(providerHeard?.toUpperCase() ?? "");
  return means ? { means, matched: body.trim(), rule: `${KEYWORDS_VERSION}:provider` } : null;
}

async function pendingQuestion(
  sql: Sql,
  phone: string,
  customers: readonly CustomerRecord[],
): Promise<OpenQuestion | null> {
  const pending = customers.filter(({ smsConsent }) => smsConsent === "pending");
  return pending.length === 0
    ? null
    : findOpenQuestion(
        sql,
        pending.map(({ shopId }) => shopId),
        phone,
      );
}

/**
 * Whose conversation a text belongs to: the shop that texted the number last, else the one that knows it, else the
 * only one there is.
 */
async function shopOf(sql: Sql, phone: string, customers: readonly CustomerRecord[]): Promise<string | null> {
  const known = (await lastShopTexting(sql, phone)) ?? customers[0]?.shopId;
  if (known) return known;
  const [only, second] = (await listShops(sql)).filter(({ uninstalledAt }) => uninstalledAt === null);
  return only && !second ? only.id : null;
}

const inbound = (
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
