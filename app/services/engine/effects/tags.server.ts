import type { EffectOf } from "#core/engine/effects.ts";
import { withShopifyCustomer, type Performer } from "./performer.server.ts";

export const addTags: Performer<EffectOf<"add_tags">> = {
  outside: async ({ adminApi }, { tags }, origin) =>
    withShopifyCustomer(origin, (id) => adminApi.addTags(origin.row.shopDomain, id, tags)),
  echoes: ({ tags }, { row }) => tags.map((tag) => `tag_added:${row.shopifyId}:${tag.toLowerCase()}`),
};

export const removeTags: Performer<EffectOf<"remove_tags">> = {
  outside: async ({ adminApi }, { tags }, origin) =>
    withShopifyCustomer(origin, (id) => adminApi.removeTags(origin.row.shopDomain, id, tags)),
  echoes: ({ tags }, { row }) => tags.map((tag) => `tag_removed:${row.shopifyId}:${tag.toLowerCase()}`),
};
