import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";

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
export async function unsubscribeEmail(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  customerId: string,
): Promise<string | null> {
  const [shop] = await query<{ name: string }>(
    db.pool,
    `
      UPDATE "Customer" c
      SET "emailConsent" = 'unsubscribed', "emailConsentAt" = $2
      FROM "Shop" s
      WHERE c."id"::text = $1 AND s."id" = c."shopId"
      RETURNING s."name"`,
    [customerId, clock.now()],
  );
  return shop?.name ?? null;
}
