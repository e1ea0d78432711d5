import type { Api } from "@shopify/ui-extensions/admin.customer-details.block.render";

declare global {
  /** What Shopify hands to a block; an order's page hands over the same. */
  const shopify: Api;
}
