import type { Customer } from "../state.ts";

export const views = ["shop", "checkout", "office", "new"] as const;
export type View = (typeof views)[number];

/** Where one of the store's pages is, as this customer sees it. */
export function address(customer: Customer | undefined, view: View = "shop"): string {
  const query = new URLSearchParams({
    ...(customer ? { customer: customer.id } : {}),
    ...(view === "shop" ? {} : { view }),
  }).toString();
  return query ? `/sandbox/store?${query}` : "/sandbox/store";
}
