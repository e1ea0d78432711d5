import type { SubscriberState } from "#core/consent/subscriber.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { customersOfSubscribers, lockSubscribers } from "#shell/repositories/consent/subscribers.server.ts";
import { linkAddresses } from "#shell/repositories/customers/addresses.server.ts";
import { insertPhoneCustomer } from "#shell/repositories/intake/known-customers.server.ts";

/** The person who gave a number outside of Shopify. */
interface PhonePerson {
  shopId: string;
  /** E.164. */
  phone: string;
  email?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  now: Instant;
}

/**
 * Finds the customer who has a number, or creates one without an account; locks the number's subscriber.
 * @returns the customer's id and the subscriber
 */
export async function ensurePhoneCustomer(
  context: AppContext,
  sql: Sql,
  { shopId, phone, email = null, firstName = null, lastName = null, now }: PhonePerson,
): Promise<{ customerId: string; subscriber: SubscriberState }> {
  const key = { shopId, channel: "sms" as const, address: phone, addressHash: context.secrets.hashAddress(phone) };
  const [subscriber] = await lockSubscribers(sql, [key], { newId: () => context.newId(now), now });
  if (!subscriber) throw new Error("a subscriber was locked and not returned");
  const known = (await customersOfSubscribers(sql, [subscriber.id])).get(subscriber.id);
  if (known) return { customerId: known, subscriber };
  const customerId = await insertPhoneCustomer(sql, {
    id: context.newId(now),
    shopId,
    phone,
    email,
    firstName,
    lastName,
    createdAt: now,
  });
  await linkAddresses(sql, [
    { customerId, subscriberId: subscriber.id, shopId, origin: "order", seenAt: now.toString(), formerSince: null },
  ]);
  return { customerId, subscriber };
}
