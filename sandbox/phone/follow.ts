import { VISITOR_PARAMETER } from "#core/intake/visitor-token.ts";
import type { Scene } from "../scene.ts";
import { handleOf, products } from "../store/catalog.ts";
import type { Customer } from "../store/state.ts";
import { StoreRefusal } from "../store/find.ts";
import { address } from "../store/pages/address.ts";
import { loopback } from "../loopback.ts";

const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like " +
  "Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const PATIENCE_MS = 30_000;

/**
 * Follows a link of the app like a customer's phone.
 * @returns the target, and the page of the app or of the sandbox's store that it opens, or null for other sites
 * @throws StoreRefusal for a dead link
 */
export async function follow(
  { options, store }: Pick<Scene, "options" | "store">,
  phone: string,
  link: string,
): Promise<{ leadsTo: string; page: string | null }> {
  if (new URL(link).origin !== new URL(options.appUrl).origin)
    throw new StoreRefusal("the phone follows the app's own links only");
  const answer = await fetch(loopback(link), {
    headers: { "user-agent": BROWSER },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const leadsTo = answer.headers.get("location");
  // A page of the app's own, such as the one that opts out.
  if (leadsTo === null && answer.ok) return { leadsTo: link, page: link };
  if (leadsTo === null) throw new StoreRefusal("the link leads nowhere");
  const { host, pathname, searchParams } = new URL(leadsTo);
  const owner = store.customers.findLast((customer) => customer.phone === phone);
  return {
    leadsTo,
    page: host === store.shop.domain ? pageOf(owner, pathname, searchParams.get(VISITOR_PARAMETER)) : null,
  };
}

/** The page of the sandbox's store that stands for a path of the storefront, with the token that the pixel reads. */
function pageOf(owner: Customer | undefined, pathname: string, token: string | null): string {
  const named: Record<string, string> = token === null ? {} : { [VISITOR_PARAMETER]: token };
  if (pathname.includes("/checkouts/")) return address(owner, "checkout", named);
  const product = products.find(({ title }) => pathname === `/products/${handleOf(title)}`);
  return product ? address(owner, "product", { product: product.id, ...named }) : address(owner, "shop", named);
}
