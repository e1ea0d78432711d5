import { z } from "zod";
import { readPhone } from "../phone/number.ts";
import { Temporal } from "../time.ts";
import type { SeenCustomer } from "./define.ts";

/** Shopify's numeric ids: text here, because they exceed 2^53. */
const numericId = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);
const text = z.string().nullish().transform((value) => (value?.trim() ? value.trim() : null));
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

export const identified = <S extends z.ZodRawShape>(shape: S) => z.object({ id: numericId, admin_graphql_api_id: z.string().nullish(), ...shape });

/**
 * A resource's id. Numbers past 2^53 may have been rounded by whoever wrote them; the global id beside them is text and
 * exact, and is taken where the two are the same number to that precision.
 */
export function idOf({ id, admin_graphql_api_id: globalId }: { id: string; admin_graphql_api_id?: string | null | undefined }): string {
  const exact = /\/(\d+)(\?.*)?$/.exec(globalId ?? "")?.[1];
  return exact && Number(exact) === Number(id) ? exact : id;
}

export const address = z
  .object({ phone: text, country_code: text, province_code: text, first_name: text, last_name: text })
  .partial()
  .nullish();
type Address = z.infer<typeof address>;

export const customer = identified({ email: text, phone: text, first_name: text, last_name: text, updated_at: moment, default_address: address }).nullish();
type Customer = z.infer<typeof customer>;

export { numericId, text };

/** What a resource with a customer and addresses tells of the person: the customer's own record first, then the addresses. */
export interface Person {
  customer: Customer;
  contact: { phone?: string | null; email?: string | null; locale?: string | null };
  addresses: readonly Address[];
  /** ISO instant of the resource: what it tells is as old as itself. */
  updatedAt: string | null;
}

export function readPerson({ customer: known, contact, addresses, updatedAt }: Person): SeenCustomer | null {
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
    updatedAt: known?.updated_at ?? updatedAt,
  };
}
