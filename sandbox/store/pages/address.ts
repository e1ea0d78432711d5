import type { Customer } from "../state.ts";

export const views = ["shop", "checkout", "office", "new", "product"] as const;
export type View = (typeof views)[number];

/** The address of a store page for a customer. */
export function address(
  customer: Customer | undefined,
  view: View = "shop",
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...(customer ? { customer: customer.id } : {}),
    ...(view === "shop" ? {} : { view }),
    ...more,
  }).toString();
  return query ? `/sandbox/store?${query}` : "/sandbox/store";
}
