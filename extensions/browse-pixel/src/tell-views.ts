/** The part of the web pixels API that the pixel uses. */
export interface PixelApi {
  settings: { endpoint?: string };
  /** The page as it was opened. */
  init: { context: { document: { location: { search: string } } } };
  browser: { cookie: { get(name: string): Promise<string>; set(cookie: string): Promise<unknown> } };
  analytics: {
    subscribe(
      name: "product_viewed",
      callback: (event: { data: { productVariant: { product: { id?: string | null } } } }) => void,
    ): unknown;
  };
}

const PARAMETER = "sbv";
const COOKIE = "shopbell_visitor";
/** As long as the app takes the token. */
const DAYS = 30;
/** A token as the app makes it. */
const TOKEN = /^[0-9a-f]{32}\.[0-9a-z]{1,8}\.[\w-]{32}$/;

/**
 * Tells the app which products a visitor views who came by a link of a text. The link carries a token that the app has
 * signed; without one nothing is sent and no cookie is set.
 */
export function tellViews({ settings: { endpoint }, init, browser, analytics }: PixelApi): void {
  const token = tokenOfVisit(init.context.document.location.search, browser.cookie);
  const told = new Set<string>();
  analytics.subscribe("product_viewed", ({ data }) => {
    const productId = data.productVariant.product.id;
    if (!endpoint || !productId || told.has(productId)) return;
    told.add(productId);
    void token.then((known) => known && post(endpoint, { token: known, productId }));
  });
}

/** The token of the page's address, which is remembered, or the one of an earlier page. */
async function tokenOfVisit(search: string, cookie: PixelApi["browser"]["cookie"]): Promise<string | null> {
  try {
    const given = new URLSearchParams(search).get(PARAMETER);
    if (given === null || !TOKEN.test(given)) {
      const known = await cookie.get(COOKIE);
      return TOKEN.test(known) ? known : null;
    }
    await cookie.set(`${COOKIE}=${given}; path=/; max-age=${DAYS * 86_400}; samesite=lax; secure`);
    return given;
  } catch {
    return null;
  }
}

/** As plain text, so that the browser asks the app for no permission first. */
const post = (endpoint: string, view: { token: string; productId: string }): Promise<unknown> =>
  fetch(endpoint, {
    method: "POST",
    mode: "no-cors",
    credentials: "omit",
    keepalive: true,
    headers: { "Content-Type": "text/plain" },
    body: JSON.stringify(view),
  }).catch(() => undefined);
