import type { AppContext } from "#shell/context.server.ts";
import { withConsent } from "#core/consent/subscriber.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { lockSubscribers } from "#shell/repositories/consent/subscribers.server.ts";
import { findMailbox } from "#shell/repositories/customers/customers.server.ts";
import { changeConsents } from "./parts/change-consents.server.ts";

const signedText = (customerId: string): string => `unsubscribe:${customerId}`;

/** Signed one-click unsubscribe URL for the shop's marketing e-mails. */
export function unsubscribeUrl({ env, secrets }: Pick<AppContext, "env" | "secrets">, customerId: string): string {
  const url = new URL("/u", env.SHOPIFY_APP_URL);
  url.searchParams.set("customer", customerId);
  url.searchParams.set("signature", secrets.sign(signedText(customerId)));
  return url.toString();
}

/** Id of the customer in an unsubscribe URL; null if the signature is invalid. */
export function customerOf({ secrets }: Pick<AppContext, "secrets">, url: URL): string | null {
  const customer = url.searchParams.get("customer") ?? "";
  return secrets.verify(signedText(customer), url.searchParams.get("signature") ?? "") ? customer : null;
}

/**
 * Unsubscribes a customer from marketing e-mails; idempotent.
 * @returns the shop's name; null if the customer no longer exists
 */
export async function unsubscribeEmail(context: AppContext, customerId: string): Promise<string | null> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const customer = isOwnId(customerId) ? await findMailbox(sql, customerId) : null;
    if (!customer) return null;
    const { shopId, shopName, email } = customer;
    if (email === null) return shopName;
    const key = { shopId, channel: "email" as const, address: email, addressHash: context.secrets.hashAddress(email) };
    const [before] = await lockSubscribers(sql, [key], { newId: () => context.newId(now), now });
    const stated = { state: "unsubscribed" as const, optInLevel: null, source: "link", updatedAt: now.toString() };
    const after = before && withConsent(before, stated);
    if (before && after)
      await changeConsents(
        context,
        sql,
        [{ before, after, customerId, proof: { words: null, messageId: null }, startsAutomations: false }],
        now,
      );
    return shopName;
  });
}
