import { z } from "zod";
import { hostOf } from "#core/sending/links.ts";
import { bodyOf, moment, text, texts, tolerant, tolerantObject } from "#core/intake/shapes.ts";
import { readConsentState } from "#core/intake/topics/consent.ts";
import type { AdminBusiness, AdminCustomer, AdminShop } from "./admin-api.server.ts";

export const SHOP = `#graphql
  query ShopbellShop { shop { name ianaTimezone currencyCode billingAddress { countryCodeV2 } url } }`;

export const DEVELOPMENT = `#graphql
  query ShopbellDevelopment { shop { plan { partnerDevelopment } } }`;

export const BUSINESS = `#graphql
  query ShopbellBusiness {
    shop { name url contactEmail billingAddress { address1 city provinceCode zip countryCodeV2 } }
  }`;

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

export const shopAnswer = z
  .object({
    shop: z.object({
      name: z.string(),
      ianaTimezone: z.string(),
      currencyCode: z.string(),
      billingAddress: tolerantObject({ countryCodeV2: text }),
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

export const developmentAnswer = z
  .object({ shop: z.object({ plan: z.object({ partnerDevelopment: z.boolean() }) }) })
  .transform(({ shop }) => shop.plan.partnerDevelopment);

export const businessAnswer = z
  .object({
    shop: z.object({
      name: z.string(),
      url: text,
      contactEmail: text,
      billingAddress: tolerantObject({
        address1: text,
        city: text,
        provinceCode: text,
        zip: text,
        countryCodeV2: text,
      }),
    }),
  })
  .transform(({ shop: { name, url, contactEmail, billingAddress: address } }): AdminBusiness => ({
    name,
    website: url,
    email: contactEmail,
    street: address?.address1 ?? null,
    city: address?.city ?? null,
    region: address?.provinceCode ?? null,
    postalCode: address?.zip ?? null,
    country: address?.countryCodeV2 ?? null,
  }));

const amount = tolerant(bodyOf({ amount: z.string(), currencyCode: z.string() }, {}));

const customer = bodyOf(
  {},
  {
    firstName: text,
    lastName: text,
    locale: text,
    tags: texts,
    state: text,
    createdAt: moment,
    // Shopify's UnsignedInt64 is text.
    numberOfOrders: tolerant(z.union([z.number(), z.string().min(1).transform(Number)]).pipe(z.number().int())),
    amountSpent: amount,
    lastOrder: tolerantObject({ createdAt: moment }),
    birthDate: tolerantObject({ value: text }),
    defaultEmailAddress: tolerantObject({ emailAddress: text, marketingState: text, marketingUpdatedAt: moment }),
    defaultAddress: tolerantObject({ countryCodeV2: text, provinceCode: text }),
    defaultPhoneNumber: tolerantObject({
      phoneNumber: text,
      marketingState: text,
      marketingOptInLevel: text,
      marketingUpdatedAt: moment,
    }),
  },
);

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
  firstName: rest.firstName,
  lastName: rest.lastName,
  countryCode: address?.countryCodeV2 ?? null,
  provinceCode: address?.provinceCode ?? null,
  locale: rest.locale,
  tags: rest.tags,
  smsConsent: readConsentState(phone?.marketingState) ?? "not_subscribed",
  consentUpdatedAt: phone?.marketingUpdatedAt ?? null,
  optInLevel: phone?.marketingOptInLevel?.toLowerCase() ?? null,
  emailConsent: readConsentState(email?.marketingState) ?? "not_subscribed",
  emailConsentUpdatedAt: email?.marketingUpdatedAt ?? null,
  numberOfOrders: rest.numberOfOrders,
  amountSpent: rest.amountSpent,
  lastOrder: rest.lastOrder?.createdAt ? { createdAt: rest.lastOrder.createdAt } : null,
  createdAt: rest.createdAt,
  birthDate: rest.birthDate?.value ?? null,
  state: rest.state?.toLowerCase() ?? null,
});
