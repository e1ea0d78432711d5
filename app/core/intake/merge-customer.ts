import { Temporal } from "../time/time.ts";
import type { ConsentState } from "../statuses.ts";
import type { ObservedConsent, ObservedCustomer } from "./define.ts";

type Told = Omit<ObservedCustomer, "shopifyId" | "updatedAt" | "birthday">;

/** A customer as we hold them. */
export interface KnownCustomer extends Told {
  sourceUpdatedAt: string | null;
}

const told = [
  "phone",
  "email",
  "firstName",
  "lastName",
  "countryCode",
  "provinceCode",
  "locale",
  "tags",
  "state",
  "since",
] as const satisfies readonly (keyof Told)[];

/**
 * Joins what an event tells to what is known: the newer of the two wins, field by field; silence erases nothing, not
 * even that of a whole record. Deliveries come in any order, so an older one only fills what is still empty.
 */
export function mergeCustomer(known: KnownCustomer, seen: ObservedCustomer): KnownCustomer {
  const newer = isNewer(seen.updatedAt, known.sourceUpdatedAt);
  const merged = Object.fromEntries(
    told.map((field) => [field, newer ? (seen[field] ?? known[field]) : (known[field] ?? seen[field])]),
  ) as unknown as Told;
  return { ...merged, sourceUpdatedAt: newer ? (seen.updatedAt ?? known.sourceUpdatedAt) : known.sourceUpdatedAt };
}

/** Whether a consent told at one time replaces one known from another; equal times are the same telling. */
export const replacesConsent = (
  known: { state: ConsentState; updatedAt: string | null },
  seen: ObservedConsent,
): boolean =>
  known.updatedAt === null ||
  (seen.updatedAt !== null && Temporal.Instant.compare(seen.updatedAt, known.updatedAt) > 0);

const isNewer = (seen: string | null, known: string | null): boolean =>
  !known || (seen !== null && Temporal.Instant.compare(seen, known) >= 0);
