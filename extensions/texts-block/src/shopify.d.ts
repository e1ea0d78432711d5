import type { Api } from "@shopify/ui-extensions/admin.customer-details.block.render";

// What Shopify hands to the block; an order's page hands over the same.
declare module "./TextsBlock.tsx" {
  const shopify: Api;
}
