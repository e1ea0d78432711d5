import { z } from "zod";
import { defineReader } from "./define.ts";
import { address, customer, idOf, identified, moment, readPerson, text } from "./shapes.ts";

const lineItem = z.object({ title: text, quantity: z.number().catch(1), price: text, sku: text, vendor: text }).partial();

export const orderReader = defineReader({
  topics: ["orders/create", "orders/updated", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/cancelled"],
  payload: identified({
    name: text,
    email: text,
    phone: text,
    currency: text,
    total_price: text,
    checkout_token: text,
    order_status_url: text,
    customer_locale: text,
    financial_status: text,
    updated_at: moment,
    line_items: z.array(lineItem).nullish(),
    customer,
    shipping_address: address,
    billing_address: address,
  }),
  read: (order) => ({
    subject: `order:${idOf(order)}`,
    relatedSubject: order.checkout_token ? `checkout:${order.checkout_token}` : null,
    customer: readPerson({
      customer: order.customer,
      contact: { phone: order.phone, email: order.email, locale: order.customer_locale },
      addresses: [order.shipping_address, order.billing_address],
      updatedAt: order.updated_at,
    }),
    facts: {
      order: {
        id: idOf(order),
        name: order.name,
        total: order.total_price,
        currency: order.currency,
        status_url: order.order_status_url,
        financial_status: order.financial_status,
        item_count: (order.line_items ?? []).reduce((sum, item) => sum + (item.quantity ?? 1), 0),
        first_item: order.line_items?.[0]?.title ?? null,
      },
    },
  }),
});
