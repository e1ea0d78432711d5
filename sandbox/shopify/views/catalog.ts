import { handleOf } from "../../store/catalog.ts";
import { connection } from "./connection.ts";
import { gid } from "./gid.ts";
import type { Listing } from "./resources.ts";
import { search, sorted } from "./search.ts";

/** Products or collections, by a search in their titles. */
export function catalogList(
  domain: string,
  kind: "Product" | "Collection",
  all: readonly { id: string; title: string }[],
  { query, sortKey, ...paging }: Listing,
) {
  const found = search(all, query, ({ title }) => ({ title }));
  return connection(
    sorted(found, sortKey, { TITLE: ({ title }) => title }).map(({ id, title }) => ({
      __typename: kind,
      id: gid(kind, id),
      title,
      handle: handleOf(title),
      ...(kind === "Product" && { onlineStoreUrl: `https://${domain}/products/${handleOf(title)}` }),
    })),
    paging,
  );
}
