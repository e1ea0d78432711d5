import { z } from "zod";
import { hostOf } from "#core/sending/links.ts";
import { readConsentState } from "#core/intake/topics/consent.ts";
import type { AdminCustomer, AdminShop } from "./admin-api.server.ts";

export const SHOP = `#graphql
  query ShopbellShop { shop { name ianaTimezone currencyCode billingAddress { countryCodeV2 } url } }`;

export const CUSTOMER = `#graphql
  query ShopbellCustomer($id: ID!) {
    customer(id: $id) {
      firstName lastName locale tags state createdAt numberOfOrders
      amountSpent { amount currencyCode }
      lastOrder { createdAt }
      birthDate: metafield(namespace: "facts", key: "birth_date") { value }
      defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
      defaultAddress { countryCodeV2 provinceCode }
      defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt }
    }
  }`;

const text = z.string().nullish();

export const shopAnswer = z
  .object({
    shop: z.object({
      name: z.string(),
      ianaTimezone: z.string(),
      currencyCode: z.string(),
      billingAddress: z.object({ countryCodeV2: text }).nullish(),
      url: text,
    }),
  })
  .transform(({ shop: { name, ianaTimezone, currencyCode, billingAddress, url } }): AdminShop => ({
    name,
    timezone: ianaTimezone,
    currency: currencyCode,
    countryCode: billingAddress?.countryCodeV2 ?? null,
    storefrontHost: url ? hostOf(url) : null,
  }));

const customer = z.object({
  firstName: text,
  lastName: text,
  locale: text,
  tags: z.array(z.string()).catch([]),
  state: text,
  createdAt: text,
  numberOfOrders: z.coerce.number().int().nullable().catch(null),
  amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }).nullable().catch(null),
  lastOrder: z.object({ createdAt: z.string() }).nullable().catch(null),
  birthDate: z.object({ value: z.string() }).nullable().catch(null),
  defaultEmailAddress: z.object({ emailAddress: text, marketingState: text, marketingUpdatedAt: text }).nullish(),
  defaultAddress: z.object({ countryCodeV2: text, provinceCode: text }).nullish(),
  defaultPhoneNumber: z
    .object({ phoneNumber: z.string(), marketingState: text, marketingOptInLevel: text, marketingUpdatedAt: text })
    .nullish(),
});

export const customerAnswer = z
  .object({ customer: customer.nullable() })
  .transform((answer) => answer.customer && toCustomer(answer.customer));

const toCustomer = ({
  defaultPhoneNumber: phone,
  defaultEmailAddress: email,
  defaultAddress: address,
  ...rest
}: z.infer<typeof customer>): AdminCustomer => ({
  phone: phone?.phoneNumber ?? null,
  email: email?.emailAddress ?? null,
  firstName: rest.firstName ?? null,
  lastName: rest.lastName ?? null,
  countryCode: address?.countryCodeV2 ?? null,
  provinceCode: address?.provinceCode ?? null,
  locale: rest.locale ?? null,
  tags: rest.tags,
  smsConsent: readConsentState(phone?.marketingState) ?? "not_subscribed",
  consentUpdatedAt: phone?.marketingUpdatedAt ?? null,
  optInLevel: phone?.marketingOptInLevel?.toLowerCase() ?? null,
  emailConsent: readConsentState(email?.marketingState) ?? "not_subscribed",
  emailConsentUpdatedAt: email?.marketingUpdatedAt ?? null,
  numberOfOrders: rest.numberOfOrders,
  amountSpent: rest.amountSpent,
  lastOrder: rest.lastOrder,
  createdAt: rest.createdAt ?? null,
  birthDate: rest.birthDate?.value ?? null,
  state: rest.state?.toLowerCase() ?? null,
});
