import type { OfferedField } from "../automations/fields.ts";
import type { Facts } from "../intake/define.ts";

export const variantFields: readonly OfferedField[] = [
  { path: "variant.title", label: "Product", type: "text", kind: "title" },
  { path: "variant.url", label: "Product page", type: "url" },
  { path: "variant.price", label: "Price", type: "money", currency: "variant.currency" },
  { path: "variant.id", label: "Variant’s number", type: "text", kind: "code" },
  { path: "variant.product_id", label: "Product’s number", type: "text", kind: "code" },
];

export const sampleVariant: Facts = {
  variant: {
    id: "4101",
    product_id: "9001",
    title: "Linen shirt - Medium",
    url: "https://juniper.example/products/linen-shirt?variant=4101",
    price: "49.00",
    currency: "USD",
  },
};
