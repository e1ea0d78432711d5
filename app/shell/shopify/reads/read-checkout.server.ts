import type { ShopbellCheckoutQuery } from "../documents/documents.ts";
import { idIn, toAddress, toCustomerBody } from "../webhook-shapes.server.ts";

type AdminCheckout = Extract<NonNullable<ShopbellCheckoutQuery["node"]>, { readonly abandonedCheckoutUrl: string }>;
export type AdminCheckoutLine = AdminCheckout["lineItems"]["nodes"][number];

export function readCheckout({ node }: ShopbellCheckoutQuery): { checkout: Record<string, unknown> | null } {
  return { checkout: isCheckout(node) ? toCheckoutBody(node, node.lineItems.nodes) : null };
}

const isCheckout = (node: ShopbellCheckoutQuery["node"]): node is AdminCheckout =>
  node !== null && "abandonedCheckoutUrl" in node;

/** The token of a checkout. The Admin API has no field of it; the address that leads back to the checkout has it. */
export const tokenIn = (recoveryUrl: string): string | null =>
  /\/checkouts\/(?:[a-z]{2}\/)?([^/?]+)/.exec(recoveryUrl)?.[1] ?? null;

/** The checkout in the shape of its webhook body. */
export const toCheckoutBody = (
  found: Omit<AdminCheckout, "lineItems">,
  lines: readonly AdminCheckoutLine[],
): Record<string, unknown> => ({
  token: tokenIn(found.abandonedCheckoutUrl),
  name: found.name,
  abandoned_checkout_url: found.abandonedCheckoutUrl,
  created_at: found.createdAt,
  updated_at: found.updatedAt,
  completed_at: found.completedAt,
  currency: found.totalPriceSet.shopMoney.currencyCode,
  total_price: found.totalPriceSet.shopMoney.amount,
  subtotal_price: found.subtotalPriceSet.shopMoney.amount,
  email: found.customer?.defaultEmailAddress?.emailAddress ?? null,
  shipping_address: toAddress(found.shippingAddress),
  billing_address: toAddress(found.billingAddress),
  customer: found.customer && toCustomerBody(found.customer),
  line_items: lines.map((line) => ({
    product_id: idIn(line.product?.id),
    variant_id: idIn(line.variant?.id),
    title: line.title,
    sku: line.sku,
    quantity: line.quantity,
    price: line.originalUnitPriceSet.shopMoney.amount,
  })),
});
