export const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;

/** @returns the kind and the id, or null for what is no Shopify id */
export function parseGid(text: string): { kind: string; id: string } | null {
  const [, kind, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(text) ?? [];
  return kind && id ? { kind, id } : null;
}
