import { z } from "zod";
import { readPhone } from "../customers/phone-number.ts";
import { Temporal } from "../time/time.ts";
import type { ObservedCustomer } from "./define.ts";

/** Shopify's numeric ids: text here, because they exceed 2^53. */
export const numericId = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
export const maybeId = numericId.nullish().transform((id) => id ?? null);
/** A global id such as "gid://shopify/Customer/7001", as its number. */
export const globalId = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+/)
  .transform((id) => /\d+/.exec(id.slice("gid://shopify/".length))?.[0] ?? id);

export const text = z
  .string()
  .nullish()
  .transform((value) => (value?.trim() ? value.trim() : null));
/** Text for people, of which nothing depends: what is none is nothing. */
export const note = text.catch(null);
/** A date and time with its offset, as an ISO instant; null for what cannot be read. */
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

/** Tags as Shopify writes them, in one text with commas; null where they are not told. */
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

/** An id, digit by digit: numbers past 2^53 may have been rounded by whoever wrote them, where global ids are text. */
export const exactly = (id: string, global: string | null | undefined): string =>
  global?.match(/\d+/g)?.find((digits) => Number(digits) === Number(id)) ?? id;

/** A resource's id: the number in its global id where the two are the same to a number's precision. */
export const idOf = ({
  id,
  admin_graphql_api_id,
}: {
  id: string;
  admin_graphql_api_id?: string | null | undefined;
}): string => exactly(id, admin_graphql_api_id);

export const address = z
  .object({ phone: text, country_code: text, province_code: text, first_name: text, last_name: text })
  .partial()
  .nullish();
type Address = z.infer<typeof address>;

/** Tags came with bodies of API versions before 2025-01. */
const record = {
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
export const customerRecord = identified(record);
export const customer = customerRecord.nullish();
type Customer = z.infer<typeof customer>;

/**
 * What a resource with a customer and addresses tells of the person: the customer's own record first, then the
 * addresses.
 */
export interface PersonBody {
  customer: Customer;
  contact: { phone?: string | null; email?: string | null; locale?: string | null };
  addresses: readonly Address[];
  /** ISO instant of the resource: what it tells is as old as itself. */
  updatedAt: string | null;
}

export function readPersonBody({
  customer: known,
  contact,
  addresses,
  updatedAt,
}: PersonBody): ObservedCustomer | null {
  const places = [...addresses, known?.default_address].filter((place) => place != null);
  const countries = places.map((place) => place.country_code);
  const place = places.find((candidate) => candidate.country_code);
  const phones = [known?.phone, contact.phone, ...places.map((candidate) => candidate.phone)];
  const phone = phones.map((candidate) => readPhone(candidate, countries)).find((number) => number !== null) ?? null;
  if (!known && !phone) return null;
  const named = places.find((candidate) => candidate.first_name ?? candidate.last_name);
  return {
    shopifyId: known ? idOf(known) : null,
    phone: phone?.e164 ?? null,
    email: known?.email ?? contact.email ?? null,
    firstName: known?.first_name ?? named?.first_name ?? null,
    lastName: known?.last_name ?? named?.last_name ?? null,
    countryCode: place?.country_code ?? phone?.country ?? null,
    provinceCode: place?.province_code ?? null,
    locale: contact.locale ?? null,
    tags: known?.tags ?? null,
    state: known?.state ?? null,
    since: known?.created_at ?? null,
    updatedAt: known?.updated_at ?? updatedAt,
  };
}

/** A customer of whom an event tells no more than who it is. */
export const named = (who: Pick<ObservedCustomer, "shopifyId"> & Partial<ObservedCustomer>): ObservedCustomer => ({
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
