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
}

/**
 * Creates the subscribers of the customers' addresses, links the customers to them, and applies the stated consents.
 * @returns the subscribers of every address of these customers, as they are after the batch
 */
export async function upsertSubscribers(
  context: AppContext,
  sql: Sql,
  { records, before, statements }: MergedCustomers,
  now: Instant,
): Promise<SubscriberStates> {
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
  await linkAddresses(sql, changedLinks(records, before, states));
  await changeConsents(context, sql, applyStatements(records, statements, states), now);
  return states;
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
      const isSame = before
        .get(customerId)
        ?.some(
          (old) =>
            old.channel === channel &&
            old.address === address &&
            old.origin === origin &&
            old.formerSince === formerSince,
        );
      return !subscriberId || isSame ? [] : [{ customerId, subscriberId, shopId, origin, seenAt, formerSince }];
    }),
  );
}

/** Applies the statements in their order; `states` then holds the last state of each subscriber. */
function applyStatements(
  records: readonly CustomerRecord[],
  statements: readonly ConsentStatement[],
  states: Map<string, SubscriberState>,
): ConsentChange[] {
  const accounts = new Map(records.map(({ id, shopifyId }) => [id, shopifyId]));
  return statements.flatMap(({ shopId, customerId, channel, address, consent }): ConsentChange[] => {
    const key = subscriberKey(shopId, channel, address);
    const before = states.get(key);
    const after = before && withConsent(before, consent);
    if (!before || !after) return [];
    states.set(key, { ...before, ...after });
    return [
      {
        before,
        after,
        customerId,
        proof: { words: consent.words ?? null, messageId: null },
        // The store sends a consent webhook of its own for customers with an account.
        startsAutomations: channel === "sms" && (accounts.get(customerId) ?? null) === null,
      },
    ];
  });
}
