import type { AdminApi } from "#shell/shopify/admin-api.server.ts";

type Refused = { error: string; detail: string };

/** The discounts of a store with the codes that were added to them in bulk, as Shopify keeps them. */
export function fakeCodes() {
  /** The discount of each code. */
  const owners = new Map<string, string>();
  const creations: { discountId: string; codes: string[]; failed: ({ code: string } & Refused)[]; looks: number }[] =
    [];
  const state = {
    /** Looks at a list until it is done. */
    looks: 1,
    /** Lists that Shopify has forgotten. */
    forgotten: new Set<string>(),
    /** What Shopify has against a code; nothing unless told. */
    refuses: (_code: string): Refused | null => null,
  };
  const create = (code: string): string => {
    const known = owners.get(code) ?? `gid://shopify/DiscountCodeNode/${owners.size + 1}`;
    owners.set(code, known);
    return known;
  };
  const add = (discountId: string, codes: readonly string[]): string => {
    const failed = codes.flatMap((code) => {
      const refused = owners.has(code) ? { error: "taken", detail: "Code must be unique" } : state.refuses(code);
      if (!refused) owners.set(code, discountId);
      return refused ? [{ code, ...refused }] : [];
    });
    creations.push({ discountId, codes: [...codes], failed, looks: state.looks });
    return `gid://shopify/DiscountRedeemCodeBulkCreation/${creations.length}`;
  };
  const adminApi: Pick<AdminApi, "discountCodes" | "discountOfCode"> = {
    discountCodes: async (_domain, id) => {
      const found = creations[Number(id.split("/").at(-1)) - 1];
      if (!found || state.forgotten.has(id)) return { kind: "answered", creation: null };
      const done = found.looks-- <= 0;
      return { kind: "answered", creation: { done, failed: done ? found.failed : [] } };
    },
    discountOfCode: async (_domain, code) => ({ kind: "answered", discountId: owners.get(code) ?? null }),
  };
  return { adminApi, create, add, owners, creations, state };
}
