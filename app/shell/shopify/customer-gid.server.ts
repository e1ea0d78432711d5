/** GID of a customer's numeric id. */
export const customerGid = (shopifyId: string): string => `gid://shopify/Customer/${shopifyId}`;

/** The numeric id, as text, of a customer's GID. */
export const customerIdOf = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);
