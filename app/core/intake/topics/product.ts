import { z } from "zod";
import { defineReader, type ObservedVariant } from "../define.ts";
import { money } from "../money.ts";
import { exactly, idOf, identified, maybeId, numericId, text } from "../shapes.ts";

const variant = {
  title: text,
  price: money,
  inventory_item_id: maybeId,
  inventory_policy: text,
  inventory_quantity: z.number().nullish(),
};
const ofProduct = identified(variant);
type Variant = z.infer<typeof ofProduct>;

/** Shopify's title of the one variant of a product that has no options. */
const ONLY = "Default Title";

/** What can be sold of it: nobody can tell where it is sold beyond its stock. */
const availableOf = ({ inventory_policy, inventory_quantity }: Variant): number | null =>
  inventory_policy === "continue" ? null : (inventory_quantity ?? null);

export const productReader = defineReader({
  topics: ["products/update"],
  payload: identified({ title: text, handle: text, status: text, variants: z.array(ofProduct).nullish() }),
  read: (product) => {
    const onSale = product.status === null || product.status === "active";
    const seen = (told: Variant): ObservedVariant[] => {
      const option = told.title === ONLY ? null : told.title;
      const title = [product.title, option].filter((part) => part !== null).join(" - ");
      if (told.price === null) return [];
      const ids = { variantId: idOf(told), productId: idOf(product), inventoryItemId: told.inventory_item_id };
      return [
        {
          ...ids,
          title: title || null,
          handle: product.handle,
          price: told.price,
          available: onSale ? availableOf(told) : 0,
        },
      ];
    };
    return { subject: `product:${idOf(product)}`, variants: (product.variants ?? []).flatMap(seen) };
  },
});

export const variantReader = defineReader({
  topics: ["variants/in_stock", "variants/out_of_stock"],
  payload: identified({ ...variant, product_id: numericId, price: money.pipe(z.string()) }),
  read: (told, topic) => {
    const ids = { variantId: idOf(told), productId: told.product_id, inventoryItemId: told.inventory_item_id };
    // The topic says what the number beside it may not yet.
    const available = topic === "variants/in_stock" ? Math.max(1, told.inventory_quantity ?? 1) : 0;
    return {
      subject: `variant:${ids.variantId}`,
      variants: [{ ...ids, title: null, handle: null, price: told.price, available }],
    };
  },
});

export const stockReader = defineReader({
  topics: ["inventory_levels/update"],
  payload: z.object({
    inventory_item_id: numericId,
    available: z.number().nullish(),
    admin_graphql_api_id: z.string().nullish(),
  }),
  read: ({ inventory_item_id: id, available, admin_graphql_api_id: level }) => {
    const inventoryItemId = exactly(id, level);
    return {
      subject: `inventory_item:${inventoryItemId}`,
      stock: available == null ? null : { inventoryItemId, available },
    };
  },
});
