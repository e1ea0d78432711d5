import { KEYWORDS_VERSION } from "#core/sms/keywords.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { liftSuppression, recordConsents, stateBeforeStop, suppress } from "#shell/repositories/consents.server.ts";
import type { CustomerRecord } from "#core/customer/record.ts";
import { lockByPhone, setConsent } from "#shell/repositories/customers.server.ts";

export interface Word {
  /** E.164. */
  phone: string;
  source: "keyword" | "provider";
  /** What was said. */
  words: string;
  messageId: string | null;
  at: Instant;
}

/**
 * Silences a number for every shop that knows it: the sender may be shared, and whoever said stop to it meant it. Takes
 * effect when the transaction commits.
 * @returns the customers it concerns
 */
export async function optOut(context: AppContext, sql: Sql, word: Word): Promise<CustomerRecord[]> {
  const customers = await lockByPhone(sql, word.phone);
  const phoneHash = context.secrets.hashPhone(word.phone);
  const shopIds = [...new Set(customers.map(({ shopId }) => shopId))];
  await suppress(sql, shopIds.map((shopId) => ({ id: context.newId(word.at), shopId, phoneHash, reason: word.source, createdAt: word.at })));
  await recordConsents(sql, customers.map((customer) => record(context, customer, word, "unsubscribed", customer.smsConsent)));
  await setConsent(sql, customers.map(({ id }) => id), "unsubscribed", word.at);
  return customers;
}

/** Takes a stop back: the number may be texted again, and each customer has the consent from before the stop. */
export async function optIn(context: AppContext, sql: Sql, word: Word): Promise<CustomerRecord[]> {
  const customers = await lockByPhone(sql, word.phone);
  const phoneHash = context.secrets.hashPhone(word.phone);
  const shopIds = [...new Set(customers.map(({ shopId }) => shopId))];
  for (const shopId of shopIds) {
    const before = await stateBeforeStop(sql, shopId, phoneHash);
    const silenced = customers.filter((customer) => customer.shopId === shopId && customer.smsConsent === "unsubscribed");
    const restored = before === null || before === "unsubscribed" ? "not_subscribed" : before;
    await recordConsents(sql, silenced.map((customer) => record(context, customer, word, restored, customer.smsConsent)));
    await setConsent(sql, silenced.map(({ id }) => id), restored, word.at);
  }
  await liftSuppression(sql, shopIds, phoneHash, word.at);
  return customers;
}

const record = (context: AppContext, customer: CustomerRecord, word: Word, state: CustomerRecord["smsConsent"], previous: CustomerRecord["smsConsent"]) => ({
  id: context.newId(word.at),
  shopId: customer.shopId,
  customerId: customer.id,
  phone: word.phone,
  phoneHash: context.secrets.hashPhone(word.phone),
  state,
  previous,
  optInLevel: null,
  source: word.source,
  words: word.words.slice(0, 500),
  wordsVersion: KEYWORDS_VERSION,
  messageId: word.messageId,
  occurredAt: word.at,
  createdAt: word.at,
});
