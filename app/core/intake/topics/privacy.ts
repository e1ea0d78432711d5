import { z } from "zod";
import { defineReader } from "../define.ts";
import { bodyOf, numericId, text } from "../shapes.ts";

const requestedId = numericId.nullish().transform((id) => id ?? null);
// `id` is null for a person without a customer record, who is identified by phone number only.
const person = bodyOf({ id: requestedId }, { email: text, phone: text });

/** Shopify's three mandatory privacy topics. */
export const customerRedactReader = defineReader({
  topics: ["customers/redact"],
  payload: z.object({ customer: person }),
  read: ({ customer }) => ({
    subject: `customer:${customer.id ?? "unknown"}`,
    privacy: { asks: "erase_customer", shopifyId: customer.id, phone: customer.phone, email: customer.email },
  }),
});

export const dataRequestReader = defineReader({
  topics: ["customers/data_request"],
  payload: z.object({ customer: person }),
  read: ({ customer }) => ({
    subject: `customer:${customer.id ?? "unknown"}`,
    privacy: { asks: "show_customer", shopifyId: customer.id, phone: customer.phone, email: customer.email },
  }),
});

export const shopRedactReader = defineReader({
  topics: ["shop/redact"],
  payload: z.looseObject({}),
  read: () => ({ subject: "shop", privacy: { asks: "erase_shop" } }),
});

const privacyTopics: readonly string[] = [customerRedactReader, dataRequestReader, shopRedactReader].flatMap(
  ({ topics }) => topics,
);
export const isPrivacyTopic = (topic: string): boolean => privacyTopics.includes(topic);
