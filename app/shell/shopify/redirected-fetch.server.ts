/**
 * A fetch that sends what is meant for `https://<shop>/admin/...` to `<base>/<shop>/admin/...` and refuses the rest, so
 * that nothing leaves the machine. Shopify's library has no setting for the address of the Admin API.
 * @param base loopback address of a stand-in; the environment's schema admits no other
 */
export function redirected(base: string): typeof fetch {
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
