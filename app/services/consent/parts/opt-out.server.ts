import type { CustomerRecord } from "#core/customers/record.ts";
import { KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import type { ConsentState } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  liftByStaff,
  liftSuppression,
  recordConsents,
  stateBeforeStop,
  suppress,
  type ConsentRecord,
} from "#shell/repositories/consent/consents.server.ts";
import { lockByPhone, setConsent } from "#shell/repositories/customers/customers.server.ts";
import { emitConsentEvents } from "./emit-consent-events.server.ts";
import { releaseHeldMarketing } from "./release-marketing.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";

export interface ConsentStatement {
  /** E.164. */
  phone: string;
  source: "keyword" | "provider" | "staff";
  /** What was said. */
  words: string;
  /** The rule that understood it, with its version; left out, the list of keywords. */
  rule?: string;
  messageId: string | null;
  at: Instant;
}

/** What a word has done. */
export interface OptOutResult {
  /** The shops for which the number falls silent, or speaks again, by this very word. */
  shopIds: ReadonlySet<string>;
  /** Steps that had waited for it. */
  due: Due[];
}

/**
 * Silences a number for every shop that knows it: the sender may be shared, and whoever said stop to it meant it. Takes
 * effect when the transaction commits.
 * @param scope `only`: for this shop alone; `besides`: also for these shops, which do not know the number yet
 */
export async function optOut(
  context: AppContext,
  sql: Sql,
  word: ConsentStatement,
  { only, besides = [] }: { only?: string; besides?: readonly string[] } = {},
): Promise<OptOutResult> {
  const customers = (await lockByPhone(sql, word.phone)).filter(({ shopId }) => only === undefined || shopId === only);
  const phoneHash = context.secrets.hashPhone(word.phone);
  const shopIds = new Set([...customers.map(({ shopId }) => shopId), ...besides]);
  const silenced = await suppress(
    sql,
    [...shopIds].map((shopId) => ({
      id: context.newId(word.at),
      shopId,
      phoneHash,
      reason: word.source,
      createdAt: word.at,
    })),
  );
  // A stop said once more changes nothing and proves nothing new: it must not hide what the first one ended.
  const meant = customers.filter(({ shopId, smsConsent }) => smsConsent !== "unsubscribed" || silenced.has(shopId));
  await change(context, sql, meant, () => "unsubscribed", word);
  return {
    shopIds: silenced,
    due: await releaseHeldMarketing(
      sql,
      customers.map(({ id }) => id),
      word.at,
    ),
  };
}

/**
 * Takes back what the shop's own staff had silenced: each customer has the consent from before. A customer's own stop
 * stands.
 * @returns null where there is nothing of theirs to take back
 */
export async function revokeOptOut(
  context: AppContext,
  sql: Sql,
  shopId: string,
  word: ConsentStatement,
): Promise<Due[] | null> {
  const customers = (await lockByPhone(sql, word.phone)).filter((customer) => customer.shopId === shopId);
  const phoneHash = context.secrets.hashPhone(word.phone);
  const before = await stateBeforeStop(sql, shopId, phoneHash);
  const since = await liftByStaff(sql, shopId, phoneHash, word.at);
  if (!since) return null;
  // Who has withdrawn in the store meanwhile has said so themselves.
  const silenced = customers.filter(
    ({ smsConsent, consentUpdatedAt }) =>
      smsConsent === "unsubscribed" &&
      consentUpdatedAt !== null &&
      Temporal.Instant.compare(consentUpdatedAt, since) <= 0,
  );
  await change(context, sql, silenced, () => before ?? "not_subscribed", word);
  return releaseHeldMarketing(
    sql,
    customers.map(({ id }) => id),
    word.at,
  );
}

/** Takes a stop back: the number may be texted again, and each customer has the consent from before the stop. */
export async function optIn(context: AppContext, sql: Sql, word: ConsentStatement): Promise<OptOutResult> {
  const customers = await lockByPhone(sql, word.phone);
  const phoneHash = context.secrets.hashPhone(word.phone);
  const silenced = customers.filter(({ smsConsent }) => smsConsent === "unsubscribed");
  const before = new Map<string, ConsentState>();
  for (const shopId of new Set(silenced.map((customer) => customer.shopId))) {
    const state = await stateBeforeStop(sql, shopId, phoneHash);
    before.set(shopId, state === null || state === "unsubscribed" ? "not_subscribed" : state);
  }
  await change(context, sql, silenced, ({ shopId }) => before.get(shopId) ?? "not_subscribed", word);
  return {
    shopIds: await liftSuppression(sql, phoneHash, word.at),
    due: await releaseHeldMarketing(
      sql,
      customers.map(({ id }) => id),
      word.at,
    ),
  };
}

/** Changes consents, keeps the proof, and tells automations of those that did change. */
async function change(
  context: AppContext,
  sql: Sql,
  customers: readonly CustomerRecord[],
  stateOf: (customer: CustomerRecord) => ConsentState,
  word: ConsentStatement,
): Promise<void> {
  const proofs = customers.map((customer) => ({
    customer,
    proof: proofOf(context, customer, stateOf(customer), word),
  }));
  await recordConsents(
    sql,
    proofs.map(({ proof }) => proof),
  );
  for (const state of new Set(proofs.map(({ proof }) => proof.state))) {
    await setConsent(
      sql,
      proofs.flatMap(({ customer, proof }) => (proof.state === state ? [customer.id] : [])),
      state,
      word.at,
    );
  }
  const changed = proofs.filter(({ proof }) => proof.state !== proof.previous);
  await emitConsentEvents(
    context,
    sql,
    changed.map(({ customer, proof }) => ({
      customer,
      consentEventId: proof.id,
      state: proof.state,
      optInLevel: null,
      at: word.at,
    })),
  );
}

const proofOf = (
  context: AppContext,
  customer: CustomerRecord,
  state: ConsentState,
  word: ConsentStatement,
): ConsentRecord => ({
  id: context.newId(word.at),
  shopId: customer.shopId,
  customerId: customer.id,
  phone: word.phone,
  phoneHash: context.secrets.hashPhone(word.phone),
  state,
  previous: customer.smsConsent,
  optInLevel: null,
  source: word.source,
  words: word.words.slice(0, 500),
  wordsVersion: word.rule ?? KEYWORDS_VERSION,
  messageId: word.messageId,
  occurredAt: word.at,
  createdAt: word.at,
});
