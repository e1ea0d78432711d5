import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";

const signed = (customerId: string): string => `unsubscribe:${customerId}`;

/** Where a customer leaves the shop's marketing e-mails with one click: nobody else can make that address. */
export function unsubscribeUrl({ env, secrets }: Pick<AppContext, "env" | "secrets">, customerId: string): string {
  const url = new URL("/u", env.SHOPIFY_APP_URL);
  url.searchParams.set("customer", customerId);
  url.searchParams.set("signature", secrets.sign(signed(customerId)));
  return url.toString();
}

/** The customer that such an address names; null when we did not write it. */
export function customerOf({ secrets }: Pick<AppContext, "secrets">, url: URL): string | null {
  const customer = url.searchParams.get("customer") ?? "";
  return secrets.verify(signed(customer), url.searchParams.get("signature") ?? "") ? customer : null;
}

/**
 * Takes a customer off the marketing e-mails; once or often comes to the same.
 * @returns the shop's name; null when the customer is gone
 */
export async function unsubscribeEmail(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  customerId: string,
): Promise<string | null> {
  const [shop] = await query<{ name: string }>(
    db.pool,
    `
      UPDATE "Customer" c SET "emailConsent" = 'unsubscribed', "emailConsentAt" = $2 FROM "Shop" s
        WHERE c."id"::text = $1 AND s."id" = c."shopId" RETURNING s."name"`,
    [customerId, clock.now()],
  );
  return shop?.name ?? null;
}
