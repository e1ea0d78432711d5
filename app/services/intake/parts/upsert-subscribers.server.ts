import type { Wording } from "#core/consent/disclosure.ts";
import { STORE_IMPORT } from "#core/consent/own-sources.ts";
import { type SubscriberState, withConsent } from "#core/consent/subscriber.ts";
import type { CustomerAddress } from "#core/customers/addresses.ts";
import type { ConsentStatement } from "#core/customers/customer-merger.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { Channel } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { changeConsents, type ConsentChange } from "#services/consent/parts/change-consents.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockSubscribers } from "#shell/repositories/consent/subscribers.server.ts";
import { linkAddresses, type AddressLink } from "#shell/repositories/customers/addresses.server.ts";

/** By shop id, the wording under which the store collects opt-ins; none for a shop that has not confirmed it. */
export type StoreWordings = ReadonlyMap<string, Wording>;

/** Subscribers by `subscriberKey`. */
export type SubscriberStates = ReadonlyMap<string, SubscriberState>;

export const subscriberKey = (shopId: string, channel: Channel, address: string): string =>
  `${shopId} ${channel} ${address}`;

interface MergedCustomers {
  records: readonly CustomerRecord[];
  /** The addresses on file before, by customer id. */
  before: ReadonlyMap<string, readonly CustomerAddress[]>;
  /** Consents that the events state, in their order. */
  statements: readonly ConsentStatement[];
  wordings: StoreWordings;
}

/**
 * Creates and locks the subscribers of the customers' addresses. Call it before the customers are saved, so that the
 * writes that follow go out together.
 * @returns `save` links the saved customers to their subscribers, applies the stated consents, and returns the
 *   subscribers of every address of these customers as they are after the batch
 */
export async function lockSubscribersOf(
  context: AppContext,
  sql: Sql,
  { records, before, statements, wordings }: MergedCustomers,
  now: Instant,
): Promise<{ save(): Promise<SubscriberStates> }> {
  const keyOf = (shopId: string, channel: Channel, address: string) => ({
    shopId,
    channel,
    address,
    addressHash: context.secrets.hashAddress(address),
  });
  const locked = await lockSubscribers(
    sql,
    [
      ...records.flatMap(({ shopId, addresses }) =>
        addresses.map(({ channel, address }) => keyOf(shopId, channel, address)),
      ),
      ...statements.map(({ shopId, channel, address }) => keyOf(shopId, channel, address)),
    ],
    { newId: () => context.newId(now), now },
  );
  const states = new Map(
    locked.map((state) => [subscriberKey(state.shopId, state.channel, state.address ?? ""), state]),
  );
  return {
    save: async () => {
      await linkAddresses(sql, changedLinks(records, before, states));
      await changeConsents(context, sql, applyStatements(records, statements, { states, wordings }), now);
      return states;
    },
  };
}

function changedLinks(
  records: MergedCustomers["records"],
  before: MergedCustomers["before"],
  states: SubscriberStates,
): AddressLink[] {
  return records.flatMap(({ id: customerId, shopId, addresses }) =>
    addresses.flatMap((each): AddressLink[] => {
      const { channel, address, origin, seenAt, formerSince } = each;
      const subscriberId = states.get(subscriberKey(shopId, channel, address))?.id;
      const isSame = before.get(customerId)?.some(
        (old) =>
          old.channel === channel &&
          old.address === address &&
          old.origin === origin &&
          old.formerSince === formerSince &&
          // Only an account's numbers replace one another by time.
          (origin !== "customer" || old.seenAt === seenAt),
      );
      return !subscriberId || isSame ? [] : [{ customerId, subscriberId, shopId, origin, seenAt, formerSince }];
    }),
  );
}

/** Applies the statements in their order; `states` then holds the last state of each subscriber. */
function applyStatements(
  records: readonly CustomerRecord[],
  statements: readonly ConsentStatement[],
  { states, wordings }: { states: Map<string, SubscriberState>; wordings: StoreWordings },
): ConsentChange[] {
  const accounts = new Map(records.map(({ id, shopifyId }) => [id, shopifyId]));
  return statements.flatMap(({ shopId, customerId, channel, address, consent }): ConsentChange[] => {
    const key = subscriberKey(shopId, channel, address);
    const before = states.get(key);
    const isOptIn = consent.state === "subscribed" || consent.state === "pending";
    const wording = channel === "sms" && isOptIn ? wordings.get(shopId) : undefined;
    const after =
      before &&
      withConsent(before, {
        ...consent,
        words: consent.words ?? wording?.words ?? null,
        wordsVersion: consent.wordsVersion ?? wording?.wordsVersion ?? null,
      });
    if (!before || !after) return [];
    states.set(key, { ...before, ...after });
    return [
      {
        before,
        after,
        customerId,
        proof: { words: consent.words ?? wording?.words ?? null, messageId: null },
        // The store sends a consent webhook of its own for customers with an account.
        startsAutomations:
          channel === "sms" && (accounts.get(customerId) ?? null) === null && consent.source !== STORE_IMPORT,
      },
    ];
  });
}
