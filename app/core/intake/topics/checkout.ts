import { z } from "zod";
import { defineReader } from "../define.ts";
import { readCheckoutOptIn } from "./consent.ts";
import {
  address,
  bodyOf,
  countPieces,
  customer,
  flag,
  lineItems,
  moment,
  money,
  readLines,
  readPersonBody,
  text,
} from "../shapes.ts";

export const checkoutReader = defineReader({
  topics: ["checkouts/create", "checkouts/update"],
  payload: bodyOf(
    { token: z.string().min(1) },
    {
      email: text,
      phone: text,
      sms_marketing_phone: text,
      buyer_accepts_sms_marketing: flag,
      currency: text,
      total_price: money,
      subtotal_price: money,
      abandoned_checkout_url: text,
      customer_locale: text,
      created_at: moment,
      completed_at: moment,
      updated_at: moment,
      line_items: lineItems,
      customer,
      shipping_address: address,
      billing_address: address,
    },
  ),
  read: (checkout) => {
    const lines = readLines(checkout.line_items, checkout.currency);
    return {
      subject: `checkout:${checkout.token}`,
      customer: readPersonBody({
        customer: checkout.customer,
        contact: {
          phone: checkout.phone,
          smsMarketingPhone: checkout.sms_marketing_phone,
          email: checkout.email,
          locale: checkout.customer_locale,
        },
        addresses: { shipping: checkout.shipping_address, billing: checkout.billing_address },
        updatedAt: checkout.updated_at,
      }),
      consent: readCheckoutOptIn(checkout),
      wanted: checkout.completed_at
        ? []
        : lines.flatMap(({ variant_id: variantId, price }) =>
            variantId ? [{ variantId, price, source: "checkout" as const }] : [],
          ),
      facts: {
        checkout: {
          token: checkout.token,
          url: checkout.abandoned_checkout_url,
          total: checkout.total_price,
          subtotal: checkout.subtotal_price,
          currency: checkout.currency,
          created_at: checkout.created_at,
          completed_at: checkout.completed_at,
          item_count: countPieces(lines),
          first_item: lines[0]?.title ?? null,
          lines,
        },
      },
    };
  },
});
