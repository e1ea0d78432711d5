type BlockApi = import("@shopify/ui-extensions/admin.customer-details.block.render").Api;

/** What Shopify hands to a block; an order's page hands over the same. */
declare const shopify: BlockApi;
