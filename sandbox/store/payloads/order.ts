import type { Json } from "../../webhooks/json.ts";
import { SHIPPING, amount, financialStatusOf, isPaid, orderSubtotal, orderTotal, subtotal } from "../ledger.ts";
import type { Customer, Order, Shop } from "../state.ts";
import { customerWithin, mailingAddress } from "./customer.ts";
import { fulfillmentBody } from "./fulfillment.ts";
import { lineItem } from "./line-item.ts";
import { refundBody } from "./refund.ts";
import { at, named, priceSet } from "./written.ts";

/** Fields of Shopify's orders that the sandbox does not use. */
const UNUSED = {
  current_total_additional_fees_set: null,
  current_total_duties_set: null,
  duties_included: false,
  landing_site_ref: null,
  merchant_business_entity_id: "MTYxMjMwMDAwMDAx",
  merchant_of_record_app_id: null,
  original_total_additional_fees_set: null,
  original_total_duties_set: null,
  po_number: null,
  reference: null,
  source_identifier: null,
  source_url: null,
  line_item_groups: [],
};

/** Each price occurs twice: as text, and as a set of shop and presentment money. */
function prices(shop: Shop, order: Order) {
  const [gross, items, all] = [subtotal(order.lines), orderSubtotal(order), orderTotal(order)];
  const off = gross - items;
  const back = order.refund || order.cancelledAt !== null;
  const twice = (name: string, cents: number) => ({ [name]: amount(cents), [`${name}_set`]: priceSet(shop, cents) });
  return {
    ...twice("current_subtotal_price", back ? 0 : items),
    ...twice("current_total_discounts", back ? 0 : off),
    ...twice("current_total_price", back ? 0 : all),
    ...twice("current_total_tax", 0),
    ...twice("subtotal_price", items),
    ...twice("total_discounts", off),
    ...twice("total_line_items_price", gross),
    ...twice("total_price", all),
    ...twice("total_tax", 0),
    current_shipping_price_set: priceSet(shop, SHIPPING),
    total_shipping_price_set: priceSet(shop, SHIPPING),
    total_cash_rounding_payment_adjustment_set: priceSet(shop, 0),
    total_cash_rounding_refund_adjustment_set: priceSet(shop, 0),
    total_outstanding: amount(isPaid(order) || back ? 0 : all),
    total_tip_received: "0.00",
  };
}

function shippingLine(shop: Shop, order: Order): Json {
  return {
    id: BigInt(order.shippingLineId),
    carrier_identifier: null,
    code: "Standard",
    current_discounted_price_set: priceSet(shop, SHIPPING),
    discounted_price: amount(SHIPPING),
    discounted_price_set: priceSet(shop, SHIPPING),
    is_removed: false,
    phone: null,
    price: amount(SHIPPING),
    price_set: priceSet(shop, SHIPPING),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: "Standard",
    tax_lines: [],
    discount_allocations: [],
  };
}

export const statusPage = (shop: Shop, order: Order): string =>
  `https://${shop.domain}/${shop.id}/orders/${order.token}/authenticate?key=${order.token.slice(0, 8)}`;

/** `orders/create`, `orders/paid`, `orders/fulfilled`, `orders/cancelled`: `checkout_token` links the checkout. */
export function orderBody(shop: Shop, order: Order, customer: Customer): Json {
  return {
    ...named("Order", order.id),
    app_id: 580_111,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelledAt === null ? null : "customer",
    cancelled_at: at(shop, order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    closed_at: null,
    confirmation_number: order.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: customer.email,
    created_at: at(shop, order.createdAt),
    currency: shop.currency,
    customer_locale: customer.locale,
    device_id: null,
    discount_codes: order.discount
      ? [{ code: order.discount.code, amount: amount(order.discount.cents), type: "percentage" }]
      : [],
    email: customer.email,
    estimated_taxes: false,
    financial_status: financialStatusOf(order),
    fulfillment_status: order.fulfillment ? "fulfilled" : null,
    landing_site: "/",
    location_id: null,
    name: `#${order.number}`,
    note: null,
    note_attributes: [],
    number: order.number - 1_000,
    order_number: order.number,
    order_status_url: statusPage(shop, order),
    payment_gateway_names: ["bogus"],
    phone: customer.phone,
    presentment_currency: shop.currency,
    processed_at: at(shop, order.createdAt),
    referring_site: null,
    source_name: "web",
    tags: "",
    tax_exempt: false,
    tax_lines: [],
    taxes_included: true,
    test: false,
    token: order.token,
    total_weight: order.lines.reduce((grams, { quantity }) => grams + 400 * quantity, 0),
    updated_at: at(shop, order.updatedAt),
    user_id: null,
    ...UNUSED,
    ...prices(shop, order),
    billing_address: mailingAddress(customer),
    customer: customerWithin(shop, customer),
    discount_applications: [],
    fulfillments: order.fulfillment ? [fulfillmentBody(shop, order, customer, order.fulfillment)] : [],
    line_items: order.lines.map((line) => lineItem(shop, order, line)),
    payment_terms: null,
    refunds: order.refund ? [refundBody(shop, order, order.refund)] : [],
    returns: [],
    shipping_address: mailingAddress(customer),
    shipping_lines: [shippingLine(shop, order)],
  };
}
