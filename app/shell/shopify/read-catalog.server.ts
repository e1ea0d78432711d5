import { z } from "zod";
import type { CatalogItem, CatalogResource } from "#core/automations/fields.ts";

const MAX_FOUND = 20;
const queryOf = (connection: string): string => `#graphql
  query ShopbellCatalog($query: String!) {
    found: ${connection}(first: ${MAX_FOUND}, query: $query, sortKey: TITLE) { nodes { id title } }
  }`;

export const catalogQueries: Readonly<Record<CatalogResource, string>> = {
  product: queryOf("products"),
  collection: queryOf("collections"),
};

/** Shopify's search for words that begin like the typed ones. Other characters have a meaning in its syntax. */
export const searchTerms = (typed: string): string =>
  (typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => `title:${word}*`).join(" AND ");

const DIGITS_AT_END = /\d+$/;

export const catalogAnswer = z
  .object({ found: z.object({ nodes: z.array(z.object({ id: z.string().regex(DIGITS_AT_END), title: z.string() })) }) })
  .transform(({ found }): CatalogItem[] =>
    found.nodes.map(({ id, title }) => ({ id: DIGITS_AT_END.exec(id)?.[0] ?? id, title })),
  );
