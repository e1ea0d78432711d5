import { sold, VENDOR } from "../catalog.ts";
import { amount, priceOf } from "../ledger.ts";
import type { Order, OrderLine, Shop } from "../state.ts";
import { named, priceSet } from "./written.ts";

/** A line item of orders, fulfillments and refunds. */
export function lineItem(shop: Shop, order: Order, line: OrderLine) {
  const { id, variantId, quantity } = line;
  const { product, variant } = sold(variantId);
  const left = order.cancelledAt === null && order.refund === null ? quantity : 0;
  return {
    ...named("LineItem", id),
    attributed_staffs: [],
    current_quantity: left,
    fulfillable_quantity: order.fulfillment ? 0 : left,
    fulfillment_service: "manual",
    fulfillment_status: order.fulfillment ? "fulfilled" : null,
    gift_card: false,
    grams: 400,
    name: `${product.title} - ${variant.title}`,
    price: amount(priceOf(line)),
    price_set: priceSet(shop, priceOf(line)),
    product_exists: true,
    product_id: BigInt(product.id),
    properties: [],
    quantity,
    requires_shipping: true,
    sales_line_item_group_id: null,
    sku: variant.sku,
    taxable: true,
    title: product.title,
    total_discount: "0.00",
    total_discount_set: priceSet(shop, 0),
    variant_id: BigInt(variant.id),
    variant_inventory_management: "shopify",
    variant_title: variant.title,
    vendor: VENDOR,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}
