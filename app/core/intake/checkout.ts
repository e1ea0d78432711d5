import { z } from "zod";
import { defineReader } from "./define.ts";
import { address, customer, moment, readPerson, text } from "./shapes.ts";

const lineItem = z.object({ title: text, quantity: z.number().catch(1), price: text }).partial();

export const checkoutReader = defineReader({
  topics: ["checkouts/create", "checkouts/update"],
  payload: z.object({
    token: z.string().min(1),
    email: text,
    phone: text,
    sms_marketing_phone: text,
    currency: text,
    total_price: text,
    abandoned_checkout_url: text,
    customer_locale: text,
    completed_at: moment,
    updated_at: moment,
    line_items: z.array(lineItem).nullish(),
    customer,
    shipping_address: address,
    billing_address: address,
  }),
  read: (checkout) => ({
    subject: `checkout:${checkout.token}`,
    customer: readPerson({
      customer: checkout.customer,
      contact: { phone: checkout.phone ?? checkout.sms_marketing_phone, email: checkout.email, locale: checkout.customer_locale },
      addresses: [checkout.shipping_address, checkout.billing_address],
      updatedAt: checkout.updated_at,
    }),
    facts: {
      checkout: {
        token: checkout.token,
        url: checkout.abandoned_checkout_url,
        total: checkout.total_price,
        currency: checkout.currency,
        completed_at: checkout.completed_at,
        item_count: (checkout.line_items ?? []).reduce((sum, item) => sum + (item.quantity ?? 1), 0),
        first_item: checkout.line_items?.[0]?.title ?? null,
      },
    },
  }),
});
