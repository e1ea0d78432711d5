import { isUtf8 } from "node:buffer";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { domainProblem } from "../team/install-shop.server.ts";
import type { WebhookDelivery } from "./receive-event.server.ts";

/** Shopify's largest bodies, of products with two thousand variants, stay well below. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Shopify's deepest nest about ten levels. */
const DEEPEST = 64;

export type VerifiedWebhook =
  { delivery: WebhookDelivery } | { refused: { status: 400 | 401 | 405 | 413; why: string } };

/**
 * Checks a delivery before anything of it comes into the system: its size, its depth, then Shopify's signature over
 * the raw bytes.
 */
export async function verifyWebhook(context: AppContext, request: Request): Promise<VerifiedWebhook> {
  const checked = await check(context, request);
  if ("refused" in checked) context.metrics.delivered("refused");
  return checked;
}

async function check(context: AppContext, request: Request): Promise<VerifiedWebhook> {
  let body: Buffer;
  try {
    body = await readBody(request, MOST_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(413, `the body is ${error.message}`);
    return refuse(400, "the body ended before it was whole");
  }
  if (!isUtf8(body)) return refuse(400, "the body is not UTF-8");
  if (nestsDeeperThan(body, DEEPEST)) return refuse(400, `the body nests deeper than ${DEEPEST} levels`);

  if (isOurs(request.headers.get("x-shopify-topic"))) return refuse(400, "the topic is none of Shopify's");
  const domain = request.headers.get("x-shopify-shop-domain");
  if (domain && domainProblem(domain)) return refuse(400, "the header names no shop");

  const text = body.toString("utf8");
  let shop: string;
  let named: unknown;
  try {
    const genuine = await context.shopify.authenticate.webhook(
      new Request(request.url, { method: request.method, headers: ofShopify(request.headers), body: text }),
    );
    shop = genuine.shop;
    named = genuine.payload;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return refuse(400, "the body is not JSON");
    if (!(thrown instanceof Response)) throw thrown;
    if (thrown.status === 401) return refuse(401, "the signature is not Shopify's");
    return refuse(thrown.status === 405 ? 405 : 400, "headers that Shopify sends are missing");
  }
  // The signature covers the body alone: one that names a shop of ours must come under that shop's header.
  const owner = ownerOf(named);
  if (owner && owner !== shop && (await findShop(context.db.pool, owner)))
    return refuse(401, `the body is of ${owner}, the header names ${shop}`);
  return { delivery: toDelivery(request.headers, shop, body) };
}

/** Topics under which events of our own lie in the inbox: nobody outside may raise those. */
const isOurs = (topic: string | null): boolean => topic?.toLowerCase().startsWith("shopbell/") ?? false;

/** Shopify's own headers: its library spells each header anew, and the others only cost time. */
const ofShopify = (headers: Headers): [string, string][] =>
  [...headers].filter(([name]) => name.startsWith("x-shopify-"));

const refuse = (status: 400 | 401 | 405 | 413, why: string): VerifiedWebhook => ({ refused: { status, why } });

function ownerOf(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  const { shop_domain: domain, myshopify_domain: own } = payload as Record<string, unknown>;
  const owner = own ?? domain;
  return typeof owner === "string" && owner.endsWith(".myshopify.com") ? owner : null;
}

function toDelivery(headers: Headers, shopDomain: string, body: Buffer): WebhookDelivery {
  const webhookId = headers.get("x-shopify-webhook-id") ?? "";
  return {
    shopDomain,
    topic: headers.get("x-shopify-topic") ?? "",
    // Deliveries of old API versions carry no event id: then each delivery is its own event.
    eventId: headers.get("x-shopify-event-id") ?? webhookId,
    webhookId,
    triggeredAt: instantOf(headers.get("x-shopify-triggered-at")),
    body,
  };
}

function instantOf(text: string | null): Instant | null {
  try {
    return text ? Temporal.Instant.from(text) : null;
  } catch {
    return null;
  }
}
