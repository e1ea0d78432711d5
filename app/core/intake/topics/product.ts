import { z } from "zod";
import { defineReader, type ObservedVariant } from "../define.ts";
import {
  bodyOf,
  exactId,
  idOf,
  identified,
  identifiedWith,
  maybeId,
  money,
  numericId,
  text,
  tolerant,
  tolerantList,
} from "../shapes.ts";

const variant = {
  title: text,
  price: money,
  inventory_item_id: maybeId,
  inventory_policy: text,
  inventory_quantity: tolerant(z.number()),
};
const productVariant = identified(variant);
type Variant = z.infer<typeof productVariant>;

/** Shopify's variant title for a product without options. */
const DEFAULT_TITLE = "Default Title";

/** The sellable quantity; null when the variant also sells without stock. */
const sellableQuantity = ({ inventory_policy, inventory_quantity }: Variant): number | null =>
  inventory_policy === "continue" ? null : (inventory_quantity ?? null);

export const productReader = defineReader({
  topics: ["products/update"],
  payload: identified({ title: text, handle: text, status: text, variants: tolerantList(productVariant) }),
  read: (product) => {
    const onSale = product.status === null || product.status === "active";
    const toObserved = (body: Variant): ObservedVariant => {
      const option = body.title === DEFAULT_TITLE ? null : body.title;
      const title = [product.title, option].filter((part) => part !== null).join(" - ");
      const ids = { variantId: idOf(body), productId: idOf(product), inventoryItemId: body.inventory_item_id };
      return {
        ...ids,
        title: title || null,
        handle: product.handle,
        price: body.price,
        available: onSale ? sellableQuantity(body) : 0,
      };
    };
    return { subject: `product:${idOf(product)}`, variants: product.variants.map(toObserved) };
  },
});

export const variantReader = defineReader({
  topics: ["variants/in_stock", "variants/out_of_stock"],
  payload: identifiedWith({ product_id: numericId }, variant),
  read: (body, topic) => {
    const ids = { variantId: idOf(body), productId: body.product_id, inventoryItemId: body.inventory_item_id };
    // The topic decides: the quantity in the body may lag behind it.
    const available = topic === "variants/in_stock" ? Math.max(1, body.inventory_quantity ?? 1) : 0;
    return {
      subject: `variant:${ids.variantId}`,
      variants: [{ ...ids, title: null, handle: null, price: body.price, available }],
    };
  },
});

export const stockReader = defineReader({
  topics: ["inventory_levels/update"],
  payload: bodyOf({ inventory_item_id: numericId }, { available: tolerant(z.number()), admin_graphql_api_id: text }),
  read: ({ inventory_item_id: id, available, admin_graphql_api_id: level }) => {
    const inventoryItemId = exactId(id, level);
    return {
      subject: `inventory_item:${inventoryItemId}`,
      stock: available === null ? null : { inventoryItemId, available },
    };
  },
});
