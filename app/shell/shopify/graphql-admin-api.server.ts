import { z } from "zod";
import { readConsentState } from "#core/intake/consent.ts";
import type { Log } from "../log.server.ts";
import type { AdminApi, AdminCustomer, AdminShop } from "./admin-api.server.ts";
import type { Shopify } from "./app.server.ts";

const SHOP = `#graphql
  query ShopbellShop { shop { name ianaTimezone currencyCode billingAddress { countryCodeV2 } } }`;

const CUSTOMER = `#graphql
  query ShopbellCustomer($id: ID!) {
    customer(id: $id) {
      firstName lastName locale tags
      defaultEmailAddress { emailAddress }
      defaultAddress { countryCodeV2 provinceCode }
      defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt }
    }
  }`;

const shopAnswer = z.object({
  shop: z.object({ name: z.string(), ianaTimezone: z.string(), currencyCode: z.string(), billingAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish() }),
});
const customerAnswer = z.object({
  customer: z
    .object({
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      locale: z.string().nullish(),
      tags: z.array(z.string()).catch([]),
      defaultEmailAddress: z.object({ emailAddress: z.string().nullish() }).nullish(),
      defaultAddress: z.object({ countryCodeV2: z.string().nullish(), provinceCode: z.string().nullish() }).nullish(),
      defaultPhoneNumber: z
        .object({ phoneNumber: z.string(), marketingState: z.string().nullish(), marketingOptInLevel: z.string().nullish(), marketingUpdatedAt: z.string().nullish() })
        .nullish(),
    })
    .nullable(),
});

/** How long a shop that gave us no session, or did not answer, is left alone. */
const SILENCE_MS = 60_000;

/** The Admin API by GraphQL, with the shop's stored offline session, which Shopify's library renews. */
export function createAdminApi(shopify: Pick<Shopify, "unauthenticated" | "sessionStorage">, log: Log): AdminApi {
  const silentUntil = new Map<string, number>();

  async function ask<T>(domain: string, query: string, variables: Record<string, unknown>, answer: z.ZodType<T>): Promise<T | null> {
    if ((silentUntil.get(domain) ?? 0) > performance.now()) return null;
    try {
      const sessions = await shopify.sessionStorage.findSessionsByShop(domain);
      if (!sessions.some(({ isOnline }) => !isOnline)) throw new Error("the shop has granted no offline session yet");
      const { admin } = await shopify.unauthenticated.admin(domain);
      const response = await admin.graphql(query, { variables });
      const body = (await response.json()) as { data?: unknown };
      return answer.parse(body.data);
    } catch (error) {
      silentUntil.set(domain, performance.now() + SILENCE_MS);
      log.info({ err: error, shop: domain }, "the Admin API gives no answer; going on without");
      return null;
    }
  }

  return {
    shop: async (domain) => {
      const told = await ask(domain, SHOP, {}, shopAnswer);
      return told && toShop(told.shop);
    },
    customer: async (domain, shopifyId) => {
      const told = await ask(domain, CUSTOMER, { id: `gid://shopify/Customer/${shopifyId}` }, customerAnswer);
      return told?.customer ? toCustomer(told.customer) : null;
    },
  };
}

const toShop = ({ name, ianaTimezone, currencyCode, billingAddress }: z.infer<typeof shopAnswer>["shop"]): AdminShop => ({
  name,
  timezone: ianaTimezone,
  currency: currencyCode,
  countryCode: billingAddress?.countryCodeV2 ?? null,
});

const toCustomer = (customer: NonNullable<z.infer<typeof customerAnswer>["customer"]>): AdminCustomer => ({
  phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
  email: customer.defaultEmailAddress?.emailAddress ?? null,
  firstName: customer.firstName ?? null,
  lastName: customer.lastName ?? null,
  countryCode: customer.defaultAddress?.countryCodeV2 ?? null,
  provinceCode: customer.defaultAddress?.provinceCode ?? null,
  locale: customer.locale ?? null,
  tags: customer.tags,
  smsConsent: readConsentState(customer.defaultPhoneNumber?.marketingState) ?? "not_subscribed",
  consentUpdatedAt: customer.defaultPhoneNumber?.marketingUpdatedAt ?? null,
  optInLevel: customer.defaultPhoneNumber?.marketingOptInLevel?.toLowerCase() ?? null,
});
