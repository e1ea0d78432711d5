/** Route for requests that name no shop; Shopify's library would ask for the store's domain instead. */
export const RETURN_ROUTE = "/auth/way-back";

/** @returns the path if it is a page of the app; null for any other, such as another host */
export const pageOfTheApp = (address: string | null): string | null =>
  address !== null && /^\/app(?:[/?][^\\\s]*)?$/.test(address) ? address : null;

/**
 * A page reloaded inside the admin's iframe, for example after a script failed to load, has a URL without the shop and
 * the session token.
 * @returns the route where the browser restores them; null if the request has them, or is not for a page
 */
export function returnRouteOf(request: Request): string | null {
  const { pathname, search, searchParams } = new URL(request.url);
  if (
    request.method !== "GET" ||
    request.headers.has("Authorization") ||
    searchParams.has("shop") ||
    searchParams.has("_data")
  )
    return null;
  const page = pageOfTheApp(pathname + search);
  return page && `${RETURN_ROUTE}?${new URLSearchParams({ to: page }).toString()}`;
}
