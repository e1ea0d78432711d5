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
  /** The text of the statement, for the consent evidence. */
  words: string;
  /** Name and version of the rule that classified the text; defaults to the keyword list. */
  rule?: string;
  messageId: string | null;
  at: Instant;
}

/** Result of an opt-out or opt-in. */
export interface OptOutResult {
  /** Shops whose suppression of the number this statement changed. */
  shopIds: ReadonlySet<string>;
  /** Scheduled automations that this statement released. */
  due: Due[];
}

/**
 * Suppresses a number in every shop that knows it, because shops may share a sender. Takes effect when the transaction
 * commits.
 * @param options.onlyShopId suppress in this shop alone
 * @param options.otherShopIds suppress in these shops too, even if they do not know the number
 */
export async function optOut(
  context: AppContext,
  sql: Sql,
  statement: ConsentStatement,
  { onlyShopId, otherShopIds = [] }: { onlyShopId?: string; otherShopIds?: readonly string[] } = {},
): Promise<OptOutResult> {
  const customers = (await lockByPhone(sql, statement.phone)).filter(
    ({ shopId }) => onlyShopId === undefined || shopId === onlyShopId,
  );
  const phoneHash = context.secrets.hashPhone(statement.phone);
  const shopIds = new Set([...customers.map(({ shopId }) => shopId), ...otherShopIds]);
  const suppressed = await suppress(
    sql,
    [...shopIds].map((shopId) => ({
      id: context.newId(statement.at),
      shopId,
      phoneHash,
      reason: statement.source,
      createdAt: statement.at,
    })),
  );
  // A repeated STOP must not replace the evidence of the first one, which records the consent state before it.
  const changing = customers.filter(
    ({ shopId, smsConsent }) => smsConsent !== "unsubscribed" || suppressed.has(shopId),
  );
  await changeConsent(context, sql, changing, () => "unsubscribed", statement);
  return {
    shopIds: suppressed,
    due: await releaseHeldMarketing(
      sql,
      customers.map(({ id }) => id),
      statement.at,
    ),
  };
}

/**
 * Reverts an opt-out by the shop's staff and restores each customer's consent state from before it. Does not revert a
 * customer's own STOP.
 * @returns the released scheduled automations; null if there is no staff opt-out to revert
 */
export async function revokeOptOut(
  context: AppContext,
  sql: Sql,
  shopId: string,
  statement: ConsentStatement,
): Promise<Due[] | null> {
  const customers = (await lockByPhone(sql, statement.phone)).filter((customer) => customer.shopId === shopId);
  const phoneHash = context.secrets.hashPhone(statement.phone);
  const previous = await stateBeforeStop(sql, shopId, phoneHash);
  const optedOutAt = await liftByStaff(sql, shopId, phoneHash, statement.at);
  if (!optedOutAt) return null;
  // A customer who unsubscribed in Shopify after the staff opt-out stays unsubscribed.
  const suppressed = customers.filter(
    ({ smsConsent, consentUpdatedAt }) =>
      smsConsent === "unsubscribed" &&
      consentUpdatedAt !== null &&
      Temporal.Instant.compare(consentUpdatedAt, optedOutAt) <= 0,
  );
  await changeConsent(context, sql, suppressed, () => previous ?? "not_subscribed", statement);
  return releaseHeldMarketing(
    sql,
    customers.map(({ id }) => id),
    statement.at,
  );
}

/** Handles START: lifts the suppression and restores each customer's consent state from before the STOP. */
export async function optIn(context: AppContext, sql: Sql, statement: ConsentStatement): Promise<OptOutResult> {
  const customers = await lockByPhone(sql, statement.phone);
  const phoneHash = context.secrets.hashPhone(statement.phone);
  const suppressed = customers.filter(({ smsConsent }) => smsConsent === "unsubscribed");
  const previous = new Map<string, ConsentState>();
  for (const shopId of new Set(suppressed.map((customer) => customer.shopId))) {
    const state = await stateBeforeStop(sql, shopId, phoneHash);
    previous.set(shopId, state === null || state === "unsubscribed" ? "not_subscribed" : state);
  }
  await changeConsent(context, sql, suppressed, ({ shopId }) => previous.get(shopId) ?? "not_subscribed", statement);
  return {
    shopIds: await liftSuppression(sql, phoneHash, statement.at),
    due: await releaseHeldMarketing(
      sql,
      customers.map(({ id }) => id),
      statement.at,
    ),
  };
}

/** Sets consent states, records the evidence, and emits events for those that changed. */
async function changeConsent(
  context: AppContext,
  sql: Sql,
  customers: readonly CustomerRecord[],
  stateOf: (customer: CustomerRecord) => ConsentState,
  statement: ConsentStatement,
): Promise<void> {
  const changes = customers.map((customer) => ({
    customer,
    proof: proofOf(context, customer, stateOf(customer), statement),
  }));
  await recordConsents(
    sql,
    changes.map(({ proof }) => proof),
  );
  for (const state of new Set(changes.map(({ proof }) => proof.state))) {
    await setConsent(
      sql,
      changes.flatMap(({ customer, proof }) => (proof.state === state ? [customer.id] : [])),
      state,
      statement.at,
    );
  }
  const changed = changes.filter(({ proof }) => proof.state !== proof.previous);
  await emitConsentEvents(
    context,
    sql,
    changed.map(({ customer, proof }) => ({
      customer,
      consentEventId: proof.id,
      state: proof.state,
      optInLevel: null,
      at: statement.at,
    })),
  );
}

const proofOf = (
  context: AppContext,
  customer: CustomerRecord,
  state: ConsentState,
  statement: ConsentStatement,
): ConsentRecord => ({
  id: context.newId(statement.at),
  shopId: customer.shopId,
  customerId: customer.id,
  phone: statement.phone,
  phoneHash: context.secrets.hashPhone(statement.phone),
  state,
  previous: customer.smsConsent,
  optInLevel: null,
  source: statement.source,
  words: statement.words.slice(0, 500),
  wordsVersion: statement.rule ?? KEYWORDS_VERSION,
  messageId: statement.messageId,
  occurredAt: statement.at,
  createdAt: statement.at,
});
