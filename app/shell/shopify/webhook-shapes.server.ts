import { z } from "zod";
import { bodyOf, moment, money, text, tolerant, tolerantObject } from "#core/intake/shapes.ts";

// Parts that an order, a checkout and a customer share, as the Admin API answers and as webhooks tell them.

export const MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }";
export const ADDRESS = "{ firstName lastName phone countryCodeV2 provinceCode }";
export const PERSON = `{
  id firstName lastName state createdAt updatedAt
  defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
  defaultAddress ${ADDRESS}
}`;

const amount = tolerantObject({ amount: money, currencyCode: text });
export const moneyBag = tolerantObject({ shopMoney: amount, presentmentMoney: amount });
export const address = tolerantObject({
  firstName: text,
  lastName: text,
  phone: text,
  countryCodeV2: text,
  provinceCode: text,
});
export const gid = z.string().regex(/^gid:\/\/shopify\/\w+\/\d+/);
export const owner = tolerantObject({ id: text });

export const personFields = {
  firstName: text,
  lastName: text,
  state: text,
  createdAt: moment,
  updatedAt: moment,
  defaultEmailAddress: tolerantObject({ emailAddress: text }),
  defaultPhoneNumber: tolerantObject({ phoneNumber: text }),
  defaultAddress: address,
};
export const person = tolerant(bodyOf({ id: gid }, personFields));

export const idIn = (id: string | null | undefined): string | null => /(\d+)/.exec(id ?? "")?.[1] ?? null;

export const toAddress = (place: z.infer<typeof address>) =>
  place && {
    first_name: place.firstName,
    last_name: place.lastName,
    phone: place.phone,
    country_code: place.countryCodeV2,
    province_code: place.provinceCode,
  };

export const toCustomerBody = (
  found: Omit<NonNullable<z.infer<typeof person>>, "defaultEmailAddress"> & {
    defaultEmailAddress: { emailAddress: string | null } | null;
  },
) => ({
  id: idIn(found.id),
  admin_graphql_api_id: found.id,
  email: found.defaultEmailAddress?.emailAddress ?? null,
  phone: found.defaultPhoneNumber?.phoneNumber ?? null,
  first_name: found.firstName,
  last_name: found.lastName,
  state: found.state?.toLowerCase() ?? null,
  created_at: found.createdAt,
  updated_at: found.updatedAt,
  default_address: toAddress(found.defaultAddress),
});

/** Shopify's words for the status of an order's fulfillment, in webhooks. */
const FULFILLMENT_STATUSES: Readonly<Record<string, string | null>> = {
  FULFILLED: "fulfilled",
  PARTIALLY_FULFILLED: "partial",
  RESTOCKED: "restocked",
};
export const toFulfillmentStatus = (status: string | null): string | null => FULFILLMENT_STATUSES[status ?? ""] ?? null;
