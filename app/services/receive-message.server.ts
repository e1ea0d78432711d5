import { answerTo, readKeyword } from "#core/sms/keywords.ts";
import { countSegments } from "#core/sms/segments.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import type { CustomerRecord } from "#core/customer/record.ts";
import { lockByPhone } from "#shell/repositories/customers.server.ts";
import { insertInbound, lastShopTexting } from "#shell/repositories/messages.server.ts";
import { findShops } from "#shell/repositories/shops.server.ts";
import { optIn, optOut } from "./opt-out.server.ts";

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
}

/**
 * Takes a text in, once. Keywords come before anything else: a stop takes effect as this returns.
 * @returns what to answer, or null for silence
 */
export async function receiveMessage(context: AppContext, text: InboundText): Promise<string | null> {
  const now = context.clock.now();
  const keyword = readKeyword(text.body);
  const heard = await transaction(context.db.pool, async (sql) => {
    const customers = await lockByPhone(sql, text.from);
    const to = await conversationOf(sql, text.from, customers);
    if (!to) return null;
    const messageId = context.newId(now);
    if (!(await insertInbound(sql, inbound(text, messageId, to, now)))) return { ...to, repeated: true };
    const word = { phone: text.from, source: "keyword" as const, words: text.body, messageId, at: now };
    if (keyword === "stop") await optOut(context, sql, word);
    if (keyword === "start") await optIn(context, sql, word);
    return { ...to, repeated: false };
  });
  if (!heard) {
    context.log.info({ providerId: text.providerId, keyword }, "a text came in from a number that no shop knows");
    return null;
  }
  if (!keyword || heard.repeated || text.answeredByProvider) return null;
  const [shop] = await findShops(context.db.pool, [heard.shopId]);
  return answerTo(keyword, shop?.name ?? "this store");
}

/** Whose conversation a text belongs to: the shop that texted the number last, else the one that knows it. */
async function conversationOf(sql: Sql, from: string, customers: readonly CustomerRecord[]): Promise<{ shopId: string; customerId: string | null } | null> {
  const last = await lastShopTexting(sql, from);
  const shopId = last ?? customers[0]?.shopId;
  if (!shopId) return null;
  return { shopId, customerId: customers.find((customer) => customer.shopId === shopId)?.id ?? null };
}

const inbound = (text: InboundText, id: string, { shopId, customerId }: { shopId: string; customerId: string | null }, now: Instant) => ({
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
  createdAt: now,
  updatedAt: now,
});
