import { z } from "zod";
import { isOwn, rankOf, type AddressOrigin, type ObservedNumber } from "../customers/addresses.ts";
import { readPhone } from "../customers/phone-number.ts";
import { Temporal } from "../time/time.ts";
import type { ObservedCustomer } from "./define.ts";
import { readAmount } from "./money.ts";

/** A field that reads as null when it is missing, null or of an unexpected type. */
export type Tolerant<T = unknown> = z.ZodCatch<z.ZodType<T>>;
type TolerantFields = Readonly<Record<string, Tolerant>>;

/**
 * Makes a field degrade alone: a value that does not fit reads as `unknown`, null by default, and its neighbours keep
 * theirs. Every field of a body that is not its identity is built by this, which `bodyOf` asks for by type, so that an
 * odd side field cannot refuse an event.
 */
export function tolerant<S extends z.ZodType>(schema: S): Tolerant<z.output<S> | null>;
export function tolerant<S extends z.ZodType, U>(schema: S, unknown: U): Tolerant<z.output<S> | U>;
export function tolerant(schema: z.ZodType, unknown: unknown = null): Tolerant {
  return schema.catch(unknown as null);
}

/** A list that keeps its readable items; empty for anything that is no list. */
export const tolerantList = <S extends z.ZodType>(item: S): Tolerant<z.output<S>[]> =>
  tolerant(
    z.array(z.unknown()).transform((items) =>
      items.flatMap((each) => {
        const read = item.safeParse(each);
        return read.success ? [read.data] : [];
      }),
    ),
    [] as z.output<S>[],
  );

/** An object of tolerant fields; null for anything that is no object. */
export const tolerantObject = <S extends TolerantFields>(fields: S) => tolerant(z.object(fields));

/**
 * A body, or a part of one that has an identity.
 * @param identity the fields that must be right; without them the body is refused
 * @param fields all other fields, which degrade alone
 */
export const bodyOf = <I extends z.ZodRawShape, F extends TolerantFields>(identity: I, fields: F) =>
  z.object({ ...identity, ...fields });

/** Shopify's numeric ids, kept as text because they exceed 2^53. */
export const numericId = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
export const maybeId = tolerant(numericId);
/** Reads the numeric id from a global id such as "gid://shopify/Customer/7001". */
export const globalId = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+/)
  .transform((id) => /\d+/.exec(id.slice("gid://shopify/".length))?.[0] ?? id);

/** Text without surrounding space; a number reads as its digits. Null when empty. */
export const text = tolerant(
  z.union([z.string(), z.number().transform(String)]).transform((value) => value.trim() || null),
);
export const wholeNumber = tolerant(z.number().int());
export const flag = tolerant(z.boolean());
/** A decimal amount, sent as number or text. */
export const money = tolerant(z.unknown().transform(readAmount));
/** A date and time with offset, as an ISO instant. */
export const moment = tolerant(z.unknown().transform(instantIn));
/** The texts of a list. */
export const texts = tolerantList(z.string().trim().min(1));

/** Shopify's comma-separated tags; null when the body has none. */
export const tagList = tolerant(
  z.string().transform((tags) =>
    tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  ),
);

/** Shopify's notation, with a day that every month has: the platform's date reads it as Temporal does, but faster. */
const PLAIN_MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** @returns an ISO instant without trailing zeros; null for anything that names no instant */
export function instantIn(value: unknown): string | null {
  if (typeof value === "string" && PLAIN_MOMENT.test(value))
    return new Date(value).toISOString().replace(/\.?0+Z$/, "Z");
  try {
    return typeof value === "string" ? Temporal.Instant.from(value).toString() : null;
  } catch {
    return null;
  }
}

/** The body of a resource that its own id identifies. */
export const identified = <F extends TolerantFields>(fields: F) => identifiedWith({}, fields);

/** The body of a resource that its own id identifies, with other fields that must be right. */
export const identifiedWith = <I extends z.ZodRawShape, F extends TolerantFields>(identity: I, fields: F) =>
  bodyOf({ id: numericId, ...identity }, { admin_graphql_api_id: text, ...fields });

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

export const address = tolerantObject({
  phone: text,
  country_code: text,
  province_code: text,
  first_name: text,
  last_name: text,
});
type Address = z.infer<typeof address>;

/** Customer bodies carry tags only in API versions before 2025-01. */
const recordShape = {
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  state: text,
  tags: tagList,
  created_at: moment,
  updated_at: moment,
  default_address: address,
};
export const customerRecord = identified(recordShape);
export const customer = tolerant(customerRecord);
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
  addresses: { shipping = null, billing = null },
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

export const lineItems = tolerantList(
  z.object({
    product_id: maybeId,
    variant_id: maybeId,
    title: text,
    sku: text,
    vendor: text,
    quantity: wholeNumber,
    /** What is left of the quantity after edits and refunds; absent from checkouts and fulfillments. */
    current_quantity: wholeNumber,
    price: money,
    requires_shipping: flag,
  } satisfies TolerantFields),
);
type LineItems = z.infer<typeof lineItems>;

/** The lines as they are now: a line whose current quantity is 0 is gone. */
export const readLines = (items: LineItems, currency: string | null): Line[] =>
  items.flatMap(({ product_id, variant_id, title, sku, vendor, price, ...item }) => {
    const quantity = item.current_quantity ?? item.quantity ?? 1;
    if (item.current_quantity === 0) return [];
    return [
      {
        product_id,
        variant_id,
        title,
        sku,
        vendor,
        quantity,
        price,
        currency,
        product_type: null,
        collections: null,
        product_tags: null,
      },
    ];
  });

export const countPieces = (lines: readonly Pick<Line, "quantity">[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);
