import { z } from "zod";
import { isOwn, rankOf, type AddressOrigin, type ObservedNumber } from "../customers/addresses.ts";
import { readPhone } from "../customers/phone-number.ts";
import { Temporal } from "../time/time.ts";
import type { ObservedCustomer } from "./define.ts";
import { money } from "./money.ts";

/** Shopify's numeric ids, kept as text because they exceed 2^53. */
export const numericId = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
export const maybeId = numericId.nullish().transform((id) => id ?? null);
/** Reads the numeric id from a global id such as "gid://shopify/Customer/7001". */
export const globalId = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+/)
  .transform((id) => /\d+/.exec(id.slice("gid://shopify/".length))?.[0] ?? id);

export const text = z
  .string()
  .nullish()
  .transform((value) => (value?.trim() ? value.trim() : null));
/** Optional display text: an unexpected type reads as null instead of failing the payload. */
export const note = text.catch(null);
/** True only when the body says so. */
export const flag = z.literal(true).nullish().catch(null);
/** A date and time with offset, as an ISO instant; null when unreadable. */
export const moment = z
  .string()
  .nullish()
  .transform((value) => {
    try {
      return value ? Temporal.Instant.from(value).toString() : null;
    } catch {
      return null;
    }
  });

/** Shopify's comma-separated tags; null when the body has none. */
export const tagList = z
  .string()
  .transform((tags) =>
    tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  )
  .nullish()
  .transform((tags) => tags ?? null)
  .catch(null);

export const identified = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ id: numericId, admin_graphql_api_id: z.string().nullish(), ...shape });

/** Restores an id that JSON rounded past 2^53 from its global id, which is text. */
export const exactId = (id: string, global: string | null | undefined): string =>
  global?.match(/\d+/g)?.find((digits) => Number(digits) === Number(id)) ?? id;

/** A resource's exact numeric id. */
export const idOf = ({
  id,
  admin_graphql_api_id,
}: {
  id: string;
  admin_graphql_api_id?: string | null | undefined;
}): string => exactId(id, admin_graphql_api_id);

export const address = z
  .object({ phone: text, country_code: text, province_code: text, first_name: text, last_name: text })
  .partial()
  .nullish();
type Address = z.infer<typeof address>;

/** Customer bodies carry tags only in API versions before 2025-01. */
const recordShape = {
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  state: note,
  tags: tagList,
  created_at: moment,
  updated_at: moment,
  default_address: address,
};
export const customerRecord = identified(recordShape);
export const customer = customerRecord.nullish();
type Customer = z.infer<typeof customer>;

/** The parts of a resource that describe its customer. The customer record takes precedence over the addresses. */
export interface PersonBody {
  customer: Customer;
  contact: { phone?: string | null; smsMarketingPhone?: string | null; email?: string | null; locale?: string | null };
  addresses: { shipping?: Address; billing?: Address };
  /** ISO instant of the resource, used as the age of the customer's data. */
  updatedAt: string | null;
}

export function readPersonBody({
  customer: person,
  contact,
  addresses: { shipping, billing },
  updatedAt,
}: PersonBody): ObservedCustomer | null {
  // Another person's parcel says nothing of where the buyer lives, nor of their name.
  const own = isOfBuyer(shipping, person, billing) ? shipping : null;
  const places = [own, billing, person?.default_address].filter((place) => place != null);
  const place = places.find((each) => each.country_code);
  const numbers = readNumbers({ person, contact, shipping, billing });
  const phone = numbers.find(isOwn)?.phone ?? null;
  const email = person?.email ?? contact.email ?? null;
  if (!person && numbers.length === 0 && !email) return null;
  const withName = [billing, own, person?.default_address].find((each) => each?.first_name ?? each?.last_name);
  return {
    shopifyId: person ? idOf(person) : null,
    phone,
    numbers,
    email,
    firstName: person?.first_name ?? withName?.first_name ?? null,
    lastName: person?.last_name ?? withName?.last_name ?? null,
    countryCode: place?.country_code ?? readPhone(phone)?.country ?? null,
    provinceCode: place?.province_code ?? null,
    locale: contact.locale ?? null,
    tags: person?.tags ?? null,
    state: person?.state ?? null,
    since: person?.created_at ?? null,
    updatedAt: person?.updated_at ?? updatedAt,
  };
}

/**
 * The numbers of a body, the buyer's own first: the account, the contact, the billing address, the shipping address.
 * Each is read by the country of its own address, or of the nearest one. A shipping address with another name than the
 * buyer's belongs to another person: its number is a delivery contact.
 */
function readNumbers({
  person,
  contact,
  shipping,
  billing,
}: Pick<PersonBody, "contact"> & { person: Customer; shipping: Address; billing: Address }): ObservedNumber[] {
  const home = person?.default_address?.country_code;
  const [there, paid] = [shipping?.country_code, billing?.country_code];
  const given: [string | null | undefined, AddressOrigin, (string | null | undefined)[]][] = [
    [person?.phone, "customer", [home, paid, there]],
    [person?.default_address?.phone, "billing", [home, paid, there]],
    [contact.phone, "order", [paid, there, home]],
    [contact.smsMarketingPhone, "order", [paid, there, home]],
    [billing?.phone, "billing", [paid, there, home]],
    [shipping?.phone, isOfBuyer(shipping, person, billing) ? "shipping" : "delivery", [there, paid, home]],
  ];
  const read = given.flatMap(([written, origin, countries]): ObservedNumber[] => {
    const number = readPhone(written, countries);
    return number ? [{ phone: number.e164, origin }] : [];
  });
  const best = new Map<string, ObservedNumber>();
  for (const number of read.sort((a, b) => rankOf(a) - rankOf(b)))
    if (!best.has(number.phone)) best.set(number.phone, number);
  return [...best.values()];
}

type Named = { first_name?: string | null | undefined; last_name?: string | null | undefined } | null | undefined;
const nameOf = (named: Named): string =>
  [named?.first_name, named?.last_name]
    .filter((part) => part)
    .join(" ")
    .toLowerCase();

/** Whether a shipping address is the buyer's: no name on record says otherwise. */
function isOfBuyer(shipping: Address, person: Customer, billing: Address): boolean {
  const receiver = nameOf(shipping);
  const buyers = [nameOf(billing), nameOf(person)].filter((name) => name !== "");
  return receiver === "" || buyers.length === 0 || buyers.includes(receiver);
}

/** A customer with only identifying fields. */
export const customerRef = (
  who: Pick<ObservedCustomer, "shopifyId"> & Partial<ObservedCustomer>,
): ObservedCustomer => ({
  phone: null,
  email: null,
  firstName: null,
  lastName: null,
  countryCode: null,
  provinceCode: null,
  locale: null,
  tags: null,
  state: null,
  since: null,
  updatedAt: null,
  ...who,
});

/** A line item of an order or a checkout, under the names that conditions and templates use. */
export interface Line {
  product_id: string | null;
  variant_id: string | null;
  title: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** The unit price as decimal text. */
  price: string | null;
  currency: string | null;
  // Webhook bodies lack these product fields: they stay null until the Admin API answers.
  product_type: string | null;
  collections: readonly string[] | null;
  product_tags: readonly string[] | null;
}

export const lineItems = z
  .array(
    z
      .object({
        product_id: maybeId,
        variant_id: maybeId,
        title: text,
        sku: text,
        vendor: text,
        quantity: z.number().catch(1),
        price: money,
      })
      .partial(),
  )
  .nullish();
type LineItems = z.infer<typeof lineItems>;

export const readLines = (items: LineItems, currency: string | null): Line[] =>
  (items ?? []).map((item) => ({
    product_id: item.product_id ?? null,
    variant_id: item.variant_id ?? null,
    title: item.title ?? null,
    sku: item.sku ?? null,
    vendor: item.vendor ?? null,
    quantity: item.quantity ?? 1,
    price: item.price ?? null,
    currency,
    product_type: null,
    collections: null,
    product_tags: null,
  }));

export const countPieces = (lines: readonly Pick<Line, "quantity">[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);
