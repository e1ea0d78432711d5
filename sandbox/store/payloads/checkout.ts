import { createHash } from "node:crypto";
import type { Json } from "../../webhooks/json.ts";
import { sold, VENDOR } from "../catalog.ts";
import { SHIPPING, amount, priceOf, subtotal, total } from "../ledger.ts";
import type { Checkout, Customer, Line, Shop } from "../state.ts";
import { customerWithin, mailingAddress } from "./customer.ts";
import { at } from "./written.ts";

const NOT_MEASURED = {
  measured_type: null,
  quantity_value: null,
  quantity_unit: null,
  reference_value: null,
  reference_unit: null,
};

function lineItem(line: Line): Json {
  const { variantId, quantity } = line;
  const price = priceOf(line);
  const { product, variant } = sold(variantId);
  return {
    applied_discounts: [],
    discount_allocations: [],
    key: createHash("md5").update(variantId).digest("hex"),
    destination_location_id: null,
    fulfillment_service: "manual",
    gift_card: false,
    grams: 400,
    origin_location_id: null,
    presentment_title: product.title,
    presentment_variant_title: variant.title,
    product_id: BigInt(product.id),
    properties: null,
    quantity,
    requires_shipping: true,
    sku: variant.sku,
    tax_lines: [],
    taxable: true,
    title: product.title,
    variant_id: BigInt(variant.id),
    variant_title: variant.title,
    variant_price: amount(price),
    vendor: VENDOR,
    user_id: null,
    unit_price_measurement: NOT_MEASURED,
    rank: null,
    compare_at_price: null,
    line_price: amount(price * quantity),
    price: amount(price),
  };
}

export const recoveryUrl = (shop: Shop, { token }: Checkout) =>
  `https://${shop.domain}/${shop.id}/checkouts/${token}/recover?key=${token.slice(0, 8)}`;

/** `checkouts/create`, `checkouts/update`: identified by token, without an id. */
export function checkoutBody(shop: Shop, checkout: Checkout, customer: Customer): Json {
  const subscribed = customer.consent.state === "subscribed";
  return {
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: customer.email,
    gateway: null,
    buyer_accepts_marketing: false,
    created_at: at(shop, checkout.createdAt),
    updated_at: at(shop, checkout.updatedAt),
    landing_site: "/",
    note: null,
    note_attributes: [],
    referring_site: null,
    shipping_lines: [{ code: "Standard", price: amount(SHIPPING), source: "shopify", title: "Standard" }],
    taxes_included: true,
    total_weight: checkout.lines.reduce((grams, { quantity }) => grams + 400 * quantity, 0),
    currency: shop.currency,
    completed_at: at(shop, checkout.completedAt),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: customer.phone,
    customer_locale: customer.locale,
    line_items: checkout.lines.map(lineItem),
    name: `#${checkout.number}`,
    source: null,
    abandoned_checkout_url: recoveryUrl(shop, checkout),
    discount_codes: [],
    tax_lines: [],
    source_name: "web",
    presentment_currency: shop.currency,
    buyer_accepts_sms_marketing: subscribed,
    sms_marketing_phone: subscribed ? customer.phone : null,
    total_discounts: "0.00",
    total_line_items_price: amount(subtotal(checkout.lines)),
    total_price: amount(total(checkout.lines)),
    total_tax: "0.00",
    subtotal_price: amount(subtotal(checkout.lines)),
    total_duties: null,
    reservation_token: null,
    billing_address: mailingAddress(customer),
    shipping_address: mailingAddress(customer),
    customer: customerWithin(shop, customer),
  };
}
