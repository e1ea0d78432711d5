import type { CatalogResource, FoundCatalogItem } from "#core/automations/fields.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** Products or collections of the store by a part of their title; null if Shopify does not answer. */
export const searchCatalog = (
  { adminApi }: AppContext,
  shop: Shop,
  resource: CatalogResource,
  search: string,
): Promise<FoundCatalogItem[] | null> => adminApi.searchCatalog(shop.domain, resource, search);
