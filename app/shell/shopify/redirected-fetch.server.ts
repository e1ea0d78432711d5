/**
 * A fetch that redirects `https://<shop>/admin/...` to `<base>/<shop>/admin/...` and rejects other URLs, so that
 * nothing leaves the machine. Shopify's library has no setting for the Admin API's URL.
 * @param base loopback URL of a fake; the environment's schema allows no other
 */
export function redirectedFetch(base: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { hostname, pathname, search } = new URL(request.url);
    if (!hostname.endsWith(".myshopify.com") || !pathname.startsWith("/admin/"))
      throw new TypeError(`refused to call ${hostname}: only the Admin API has a stand-in`);
    return fetch(`${base.replace(/\/$/, "")}/${hostname}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      body: request.method === "GET" ? undefined : await request.text(),
      signal: request.signal,
    });
  };
}
