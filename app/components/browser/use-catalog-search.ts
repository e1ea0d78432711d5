import { useFetcher } from "@remix-run/react";
import type { CatalogResource, FoundCatalogItem } from "#core/automations/fields.ts";

interface CatalogAnswer {
  search: string;
  /** Null if Shopify does not answer. */
  found: FoundCatalogItem[] | null;
}

/** Searches the store's products or collections by a part of their title. */
export function useCatalogSearch(resource: CatalogResource) {
  const { load, data, state } = useFetcher<CatalogAnswer>();
  return {
    search: (typed: string) => {
      if (typed.trim() !== "") load(`/app/catalog?${new URLSearchParams({ resource, search: typed }).toString()}`);
    },
    /** What was found for a text; undefined until there is an answer, null if Shopify does not answer. */
    foundBy: (typed: string): FoundCatalogItem[] | null | undefined =>
      typed.trim() !== "" && state === "idle" && data?.search === typed ? data.found : undefined,
  };
}
