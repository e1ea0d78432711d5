import { KEYWORDS_VERSION } from "#core/consent/keywords.ts";
import type { SubscriberState } from "#core/consent/subscriber.ts";
import type { ConsentState } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  liftSuppression,
  readOptOutScope,
  statesBeforeStop,
  suppress,
} from "#shell/repositories/consent/consents.server.ts";
import { SHARED_SENDER } from "#shell/repositories/consent/subscriber-columns.ts";
import {
  customersOfSubscribers,
  liftByStaff,
  liftInShops,
  lockNumber,
  suppressInShop,
} from "#shell/repositories/consent/subscribers.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { changeConsents } from "./change-consents.server.ts";
import { releaseHeldMarketing } from "./release-marketing.server.ts";

export interface ConsentStatement {
  /**
   * Whose opt-outs the statement changes: "shared" for the installation's sender, or the id of the shop that it was said
   * to; null for staff, who speak for their shop alone.
   */
  scope: string | null;
  /** E.164. */
  phone: string;
  source: "keyword" | "provider" | "link" | "staff";
  /** The text of the statement, for the consent evidence. */
  words: string;
  /** Name and version of the rule that classified the text; defaults to the keyword list. */
  rule?: string;
  messageId: string | null;
  at: Instant;
}

/** Result of an opt-out or opt-in. */
export interface OptOutResult {
  /** Whether the number was not suppressed before. */
  isNew: boolean;
  /** Scheduled automations that this statement released. */
  due: Due[];
}

/**
 * Suppresses a number for the sender, with one row, and so for every shop that texts from it; withdraws its consent in
 * those shops. Takes effect when the transaction commits.
 */
export async function optOut(context: AppContext, sql: Sql, statement: ConsentStatement): Promise<OptOutResult> {
  const addressHash = context.secrets.hashAddress(statement.phone);
  const scope = statement.scope ?? SHARED_SENDER;
  const subscribers = await lockNumber(sql, addressHash, scope);
  const isNew = await suppress(sql, {
    id: context.newId(statement.at),
    scope,
    addressHash,
    reason: statement.source,
    createdAt: statement.at,
  });
  // The customer's own word takes the place of the staff's.
  await liftInShops(sql, idsOf(subscribers));
  await withdraw(context, sql, subscribers, statement, isNew);
  return { isNew, due: await releaseHeldMarketing(sql, idsOf(subscribers), statement.at) };
}

/** Suppresses a number for one shop, by its staff or by their reading of a reply. */
export async function optOutOfShop(
  context: AppContext,
  sql: Sql,
  shopId: string,
  statement: ConsentStatement,
): Promise<Due[]> {
  const subscribers = await ofShop(context, sql, shopId, statement.phone);
  for (const { id } of subscribers) await suppressInShop(sql, id, statement.source, statement.at);
  await withdraw(context, sql, subscribers, statement);
  return releaseHeldMarketing(sql, idsOf(subscribers), statement.at);
}

/**
 * Reverts an opt-out by the shop's staff and restores the consent from before it. Does not revert a customer's own STOP.
 * @returns the released scheduled automations; null if there is no staff opt-out to revert
 */
export async function revokeOptOut(
  context: AppContext,
  sql: Sql,
  shopId: string,
  statement: ConsentStatement,
): Promise<Due[] | null> {
  const subscribers = await ofShop(context, sql, shopId, statement.phone);
  const previous = await statesBeforeStop(sql, context.secrets.hashAddress(statement.phone));
  const restored: SubscriberState[] = [];
  let reverted = false;
  for (const subscriber of subscribers) {
    const optedOutAt = await liftByStaff(sql, subscriber.id);
    if (!optedOutAt) continue;
    reverted = true;
    // A customer who unsubscribed in Shopify after the staff opt-out stays unsubscribed.
    const { consent, consentAt } = subscriber;
    if (consent === "unsubscribed" && consentAt && Temporal.Instant.compare(consentAt, optedOutAt) <= 0)
      restored.push(subscriber);
  }
  if (!reverted) return null;
  await setConsents(context, sql, restored, () => previous.get(shopId) ?? "not_subscribed", statement);
  return releaseHeldMarketing(sql, idsOf(subscribers), statement.at);
}

/**
 * Handles START: lifts the suppression and restores the number's consent from before the STOP in each shop.
 * @returns `consents`: the number's consent now, by shop
 */
export async function optIn(
  context: AppContext,
  sql: Sql,
  statement: ConsentStatement,
): Promise<OptOutResult & { consents: ReadonlyMap<string, ConsentState> }> {
  const addressHash = context.secrets.hashAddress(statement.phone);
  const scope = statement.scope ?? SHARED_SENDER;
  const subscribers = await lockNumber(sql, addressHash, scope);
  const stopped = subscribers.filter(({ consent }) => consent === "unsubscribed");
  const previous = stopped.length > 0 ? await statesBeforeStop(sql, addressHash) : new Map<string, ConsentState>();
  const stateOf = ({ shopId, consent }: SubscriberState): ConsentState => {
    if (consent !== "unsubscribed") return consent;
    const state = previous.get(shopId);
    return state === undefined || state === "unsubscribed" ? "not_subscribed" : state;
  };
  await setConsents(context, sql, stopped, stateOf, statement);
  await liftInShops(sql, idsOf(subscribers));
  const isNew = await liftSuppression(sql, scope, addressHash, statement.at);
  return {
    isNew,
    due: await releaseHeldMarketing(sql, idsOf(subscribers), statement.at),
    consents: new Map(subscribers.map((subscriber) => [subscriber.shopId, stateOf(subscriber)])),
  };
}

/**
 * Lifts a STOP for one shop, which the customer asks for texts. For the other shops that know the number it stays, by
 * the customer's own word.
 * @returns the released scheduled automations
 */
export async function liftStopFor(
  context: AppContext,
  sql: Sql,
  shopId: string,
  phone: string,
  at: Instant,
): Promise<Due[]> {
  const addressHash = context.secrets.hashAddress(phone);
  const scope = await readOptOutScope(sql, shopId);
  const subscribers = await lockNumber(sql, addressHash, scope);
  const [own, others] = [
    subscribers.filter((subscriber) => subscriber.shopId === shopId),
    subscribers.filter((subscriber) => subscriber.shopId !== shopId),
  ];
  if (await liftSuppression(sql, scope, addressHash, at))
    for (const { id } of others) await suppressInShop(sql, id, "keyword", at);
  await liftInShops(sql, idsOf(own));
  return releaseHeldMarketing(sql, idsOf(own), at);
}

const idsOf = (subscribers: readonly SubscriberState[]): string[] => subscribers.map(({ id }) => id);

const ofShop = async (context: AppContext, sql: Sql, shopId: string, phone: string): Promise<SubscriberState[]> =>
  (await lockNumber(sql, context.secrets.hashAddress(phone))).filter((subscriber) => subscriber.shopId === shopId);

/**
 * A repeated opt-out does not replace the proof of the first one, which records the consent before it; the first STOP
 * of a number is always proven.
 */
const withdraw = (
  context: AppContext,
  sql: Sql,
  subscribers: readonly SubscriberState[],
  statement: ConsentStatement,
  isFirstStop = false,
): Promise<void> =>
  setConsents(
    context,
    sql,
    subscribers.filter(({ consent }) => isFirstStop || consent !== "unsubscribed"),
    () => "unsubscribed",
    statement,
  );

async function setConsents(
  context: AppContext,
  sql: Sql,
  subscribers: readonly SubscriberState[],
  stateOf: (subscriber: SubscriberState) => ConsentState,
  { source, words, rule, messageId, at }: ConsentStatement,
): Promise<void> {
  if (subscribers.length === 0) return;
  const customers = await customersOfSubscribers(sql, idsOf(subscribers));
  await changeConsents(
    context,
    sql,
    subscribers.map((before) => ({
      before,
      after: {
        ...before,
        consent: stateOf(before),
        consentAt: at.toString(),
        source,
        wordsVersion: rule ?? KEYWORDS_VERSION,
      },
      customerId: customers.get(before.id) ?? null,
      proof: { words: words.slice(0, 500), messageId },
      startsAutomations: true,
      alwaysProven: true,
    })),
    at,
  );
}
