import { z } from "zod";
import { productFacts, browsingSubject, viewEventId } from "#core/intake/viewed-product.ts";
import { readVisitorToken } from "#core/intake/visitor-token.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { createRateLimit } from "#shell/http/rate-limit.server.ts";
import { findStoreEventId, hasCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { remind } from "../engine/parts/remind.server.ts";
import { emitOwnEvents, inboxReminder } from "./parts/emit-events.server.ts";

const TOPIC = "shopbell/product_viewed";

/** Views of one customer: 30 at once, then one in two minutes. */
const takeCustomerToken = createRateLimit({ capacity: 30, perSecond: 1 / 120 });
/** Views of one shop's customers together: each new one asks the Admin API for the product. */
const takeShopToken = createRateLimit({ capacity: 200, perSecond: 5 });

/** What the pixel posts: nothing of it is shown or sent. */
const posted = z.object({ token: z.string().min(1).max(200), productId: z.string().regex(/^[1-9]\d{0,19}$/) });

/** The HTTP status. 204 says nothing of whether the view counts: strangers learn nothing of customers and shops. */
export type ProductViewAnswer = { status: 204 | 400 | 413 } | { status: 429; retryAfter: number };

/**
 * Receives a view of a product from the storefront's pixel: checks that the shop wants it, the token that names the
 * customer, and the limits, reads the product from the Admin API, and stores an event in the inbox, once per customer,
 * product and hour.
 */
export async function receiveProductView(context: AppContext, request: Request): Promise<ProductViewAnswer> {
  const { searchParams, pathname } = new URL(request.url);
  const domain = searchParams.get("shop");
  if (!domain) return { status: 400 };
  const shop = await findShop(context.db.pool, domain);
  if (!shop || shop.uninstalledAt || !readSettings(shop.settings).browsing) return { status: 204 };
  const body = await readView(request, pathname);
  if ("refused" in body) return { status: body.refused };
  const { token, productId } = body.view;
  const now = context.clock.now();
  const visitor = readVisitorToken(token, {
    shopId: shop.id,
    now,
    verify: (text, signature) => context.secrets.verify(text, signature),
  });
  if (!visitor) return { status: 204 };
  const { customerId } = visitor;
  const busy = takeCustomerToken(context, customerId) ?? takeShopToken(context, shop.id);
  if (busy !== null) return { status: 429, retryAfter: busy };
  if (!(await hasCustomer(context.db.pool, shop.id, customerId))) return { status: 204 };
  const eventId = viewEventId({ customerId, productId, atMs: now.epochMilliseconds });
  if (await findStoreEventId(context.db.pool, shop.id, TOPIC, eventId)) return { status: 204 };
  // Without an answer the view still counts: the text then says "what you saw", and leads to the store.
  const read = await context.adminApi.product(shop.domain, productId);
  if (read && !read.product?.url) return { status: 204 };
  const facts = productFacts(productId, read?.product ?? null);
  const payload = { subject: browsingSubject(customerId), customerId, facts };
  const emitted = await transaction(context.db.pool, (sql) =>
    emitOwnEvents(context, sql, [{ shopId: shop.id, topic: TOPIC, eventId, triggeredAt: now, payload }]),
  );
  if (emitted > 0) await remind(context, [inboxReminder(now)]);
  return { status: 204 };
}

async function readView(
  request: Request,
  pathname: string,
): Promise<{ view: z.infer<typeof posted> } | { refused: 400 | 413 }> {
  try {
    const raw = await readBody(request, bodyLimitOf(pathname));
    const read = posted.safeParse(JSON.parse(raw.toString("utf8")));
    return read.success ? { view: read.data } : { refused: 400 };
  } catch (error) {
    return { refused: error instanceof BodyTooLarge ? 413 : 400 };
  }
}
