export const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;

/** @returns kind and id, or null for other texts */
export function parseGid(text: string): { kind: string; id: string } | null {
  const [, kind, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(text) ?? [];
  return kind && id ? { kind, id } : null;
}

/** The installation of the app in this store. */
export const APP_INSTALLATION = "gid://shopify/AppInstallation/1";
