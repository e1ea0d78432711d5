import { z } from "zod";
import { duration } from "../time/duration.ts";
import { defineTrigger } from "./define.ts";

export const productViewed = defineTrigger({
  type: "product_viewed",
  label: "Browse abandoned",
  description: "A customer who came by a link of a text looks at a product and goes no further.",
  alsoCalled: ["browse abandonment", "viewed product", "product viewed", "browsed a product", "web pixel"],
  family: "products",
  subject: "visit",
  topics: ["shopbell/product_viewed"],
  // The rule of carriers for carts, which these reminders follow.
  staleAfter: { amount: 48, unit: "hours" },
  needs: "browsing",
  config: z.object({ after: duration.default({ amount: 60, unit: "minutes" }) }),
  fields: [
    {
      name: "after",
      label: "Abandoned after",
      kind: "duration",
      help: "Counted from the last product that the customer looked at.",
    },
  ],
  offers: [
    { path: "product.title", label: "Product", type: "text", kind: "title" },
    { path: "product.url", label: "Product page", type: "url" },
    { path: "product.price", label: "Price, from", type: "money", currency: "product.currency" },
    { path: "product.available", label: "Can be bought", type: "boolean" },
    { path: "product.vendor", label: "Vendor", type: "text", kind: "title", suggests: "vendors" },
    { path: "product.type", label: "Product type", type: "text", kind: "label" },
    { path: "product.tags", label: "Product’s tags", type: "list", kind: "label" },
    { path: "product.id", label: "Product’s number", type: "text", kind: "code" },
  ],
  sample: {
    product: {
      id: "9001",
      title: "Linen shirt",
      url: "https://juniper.example/products/linen-shirt",
      price: "49.00",
      currency: "USD",
      vendor: "Juniper",
      type: "Shirts",
      tags: ["linen", "summer"],
      available: true,
    },
  },
  recognise: () => ({ kind: "candidate" }),
  delay: ({ after }) => after,
});
