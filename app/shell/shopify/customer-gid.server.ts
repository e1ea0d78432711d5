/** GID of a customer's numeric id. */
export const customerGid = (shopifyId: string): string => `gid://shopify/Customer/${shopifyId}`;
