/** Shopify's global id of a customer, of its numeric one. */
export const customerGid = (shopifyId: string): string => `gid://shopify/Customer/${shopifyId}`;
