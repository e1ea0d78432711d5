import { newId } from "./ids.ts";
import type { Customer, Metafield, StoreState } from "./state.ts";

/** Shopify's standard metafield for the date of birth. */
const STANDARD = { namespace: "facts", key: "birth_date", type: "date" } as const;
const isBirthDate = ({ namespace, key }: Metafield) => namespace === STANDARD.namespace && key === STANDARD.key;

/** "YYYY-MM-DD", or null. */
export const birthDateOf = ({ metafields = [] }: Pick<Customer, "metafields">): string | null =>
  metafields.find(isBirthDate)?.value ?? null;

export const birthDateField = (id: string, value: string, updatedAt: string): Metafield => ({
  ...STANDARD,
  id,
  value,
  updatedAt,
});

/** The metafields with a new date of birth; null removes it. */
export function withBirthDate(
  store: StoreState,
  metafields: readonly Metafield[] | undefined,
  value: string | null,
  now: string,
): Metafield[] {
  const others = (metafields ?? []).filter((metafield) => !isBirthDate(metafield));
  return value === null ? others : [...others, birthDateField(newId(store), value, now)];
}
