import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { parseLossless } from "#core/intake/normalize.ts";
import type { Problem } from "#core/problem.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { createRateLimit } from "#shell/http/rate-limit.server.ts";
import { findShopByToken, type TokenShop } from "#shell/repositories/intake/event-tokens.server.ts";
import { hashToken } from "../event-token.server.ts";

const MAX_JSON_DEPTH = 20;
/** Of one shop. */
const takeRateLimitToken = createRateLimit({ capacity: 100, perSecond: 10 });

/** The HTTP response of a refused API request. */
export type ApiRefusal =
  | { status: 400 | 401 | 403 | 413; error: string }
  | { status: 422; problems: Problem[] }
  | { status: 429; error: string; retryAfter: number };

/** A request of a shop's own systems: its shop, its JSON, and its Idempotency-Key header. */
interface ApiRequest {
  shop: TokenShop;
  json: unknown;
  headerKey: string | null;
}

/** Authenticates the shop by its token, applies the rate limit, and reads the JSON. */
export async function readApiRequest(
  context: AppContext,
  request: Request,
): Promise<ApiRequest | { refused: ApiRefusal }> {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!token) return refusal(401, "send the shop's token as: Authorization: Bearer <token>");
  const shop = await findShopByToken(context.db.pool, hashToken(token));
  if (!shop) return refusal(401, "the token is not valid, or was replaced");
  if (shop.uninstalled) return refusal(403, "the shop has removed Shopbell");
  const retryAfter = takeRateLimitToken(context, shop.id);
  if (retryAfter !== null)
    return { refused: { status: 429, error: `too many requests; send the next one in ${retryAfter} s`, retryAfter } };
  const headerKey = request.headers.get("idempotency-key");
  try {
    const bytes = await readBody(request, bodyLimitOf(new URL(request.url).pathname));
    if (nestsDeeperThan(bytes, MAX_JSON_DEPTH))
      return refusal(400, `the body nests deeper than ${MAX_JSON_DEPTH} levels`);
    return { shop, json: parseLossless(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), headerKey };
  } catch (error) {
    if (error instanceof BodyTooLarge) return refusal(413, `the body is ${error.message}`);
    return refusal(400, "the body is not JSON");
  }
}

const refusal = (status: 400 | 401 | 403 | 413, error: string): { refused: ApiRefusal } => ({
  refused: { status, error },
});
