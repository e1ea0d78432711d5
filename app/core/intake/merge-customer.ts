import { Temporal } from "../time/time.ts";
import type { ConsentState } from "../statuses.ts";
import type { ObservedConsent, ObservedCustomer } from "./define.ts";

type CustomerFields = Omit<ObservedCustomer, "shopifyId" | "updatedAt" | "birthday">;

/** A stored customer. */
export interface KnownCustomer extends CustomerFields {
  sourceUpdatedAt: string | null;
}

const customerFields = [
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
] as const satisfies readonly (keyof CustomerFields)[];

/**
 * Merges an event's customer into the stored one, field by field: the newer value wins, and a missing value overwrites
 * nothing. Webhooks arrive in any order, so an older event only fills empty fields.
 */
export function mergeCustomer(known: KnownCustomer, observed: ObservedCustomer): KnownCustomer {
  const newer = isNewer(observed.updatedAt, known.sourceUpdatedAt);
  const merged = Object.fromEntries(
    customerFields.map((field) => [
      field,
      newer ? (observed[field] ?? known[field]) : (known[field] ?? observed[field]),
    ]),
  ) as unknown as CustomerFields;
  return { ...merged, sourceUpdatedAt: newer ? (observed.updatedAt ?? known.sourceUpdatedAt) : known.sourceUpdatedAt };
}

/** Whether an observed consent replaces the stored one. Equal times mean the same update. */
export const replacesConsent = (
  known: { state: ConsentState; updatedAt: string | null },
  observed: ObservedConsent,
): boolean =>
  known.updatedAt === null ||
  (observed.updatedAt !== null && Temporal.Instant.compare(observed.updatedAt, known.updatedAt) > 0);

const isNewer = (observed: string | null, known: string | null): boolean =>
  !known || (observed !== null && Temporal.Instant.compare(observed, known) >= 0);
