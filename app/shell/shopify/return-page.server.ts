/** Where a page is sent that names no shop: Shopify's library would ask for the store's address. */
export const WAY_BACK = "/auth/way-back";

/** @returns the address, where it is one of the app's own pages; null for any other, such as another host's */
export const pageOfTheApp = (address: string | null): string | null =>
  address !== null && /^\/app(?:[/?][^\\\s]*)?$/.test(address) ? address : null;

/**
 * A page reloaded by itself inside the store admin, as after a script of it did not come, has an address that names
 * neither the shop nor who asks.
 * @returns where the browser finds out what it was embedded with; null where the request says it, or is none for a page
 */
export function wayBackOf(request: Request): string | null {
  const { pathname, search, searchParams } = new URL(request.url);
  if (
    request.method !== "GET" ||
    request.headers.has("Authorization") ||
    searchParams.has("shop") ||
    searchParams.has("_data")
  )
    return null;
  const page = pageOfTheApp(pathname + search);
  return page && `${WAY_BACK}?${new URLSearchParams({ to: page }).toString()}`;
}
