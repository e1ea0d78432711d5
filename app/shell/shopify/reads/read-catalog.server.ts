import type { CatalogResource, FoundCatalogItem } from "#core/automations/fields.ts";
import type { AdminDocument } from "../documents/admin-document.ts";
import { catalogCollections, catalogProducts } from "../documents/documents.ts";

interface Found {
  readonly found: { readonly nodes: readonly FoundNode[] };
}
interface FoundNode {
  readonly id: string;
  readonly title: string;
  readonly handle: string;
  /** Null for a product that is not published to the online store; collections have none. */
  readonly onlineStoreUrl?: string | null;
}

/** What is searched by title, by the kind of thing. */
export const catalogQueries: Readonly<Record<CatalogResource, AdminDocument<Found, { query: string }>>> = {
  product: catalogProducts,
  collection: catalogCollections,
};

/** Shopify's search for words that begin like the typed ones. Other characters have a meaning in its syntax. */
export const searchTerms = (typed: string): string =>
  (typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => `title:${word}*`).join(" AND ");

const DIGITS_AT_END = /\d+$/;

export const catalogItems =
  (resource: CatalogResource) =>
  ({ found }: Found): FoundCatalogItem[] =>
    found.nodes.map(({ id, title, handle, onlineStoreUrl }) => ({
      id: DIGITS_AT_END.exec(id)?.[0] ?? id,
      title,
      storePath: onlineStoreUrl === null ? null : `/${resource}s/${handle}`,
    }));
