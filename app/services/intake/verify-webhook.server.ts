import { isUtf8 } from "node:buffer";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { readPlausibleTime } from "#core/intake/plausible-time.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { domainProblem } from "../team/install-shop.server.ts";
import type { WebhookDelivery } from "./receive-event.server.ts";

/** Shopify's bodies nest about ten levels. */
const MAX_JSON_DEPTH = 64;

export type VerifiedWebhook =
  { delivery: WebhookDelivery } | { refused: { status: 400 | 401 | 405 | 413; why: string } };

/**
 * Verifies a webhook delivery: the size of its body, Shopify's HMAC over the raw bytes, then its headers and the depth.
 * Whatever is not signed is answered 401, as Shopify's check of apps expects.
 * @returns the delivery, or the HTTP status of the refusal
 */
export async function verifyWebhook(context: AppContext, request: Request): Promise<VerifiedWebhook> {
  const checked = await check(context, request);
  if ("refused" in checked) context.metrics.delivered("refused");
  return checked;
}

async function check(context: AppContext, request: Request): Promise<VerifiedWebhook> {
  if (request.method !== "POST") return refuse(405, "deliveries are POSTed");
  // Before the body is read: a stranger who sends no signature is not worth a byte of memory.
  const signature = request.headers.get("x-shopify-hmac-sha256");
  if (!signature) return refuse(401, "x-shopify-hmac-sha256 is missing");
  let body: Buffer;
  try {
    body = await readBody(request, bodyLimitOf("/webhooks"));
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(413, `the body is ${error.message}`);
    return refuse(400, "the body ended before it was whole");
  }
  if (!context.shopify.isWebhookSigned(body, signature)) return refuse(401, "the signature is not Shopify's");
  const problem = headerProblem(request.headers);
  if (problem) return refuse(400, problem);
  if (!isUtf8(body)) return refuse(400, "the body is not UTF-8");
  if (nestsDeeperThan(body, MAX_JSON_DEPTH)) return refuse(400, `the body nests deeper than ${MAX_JSON_DEPTH} levels`);
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString("utf8"));
  } catch {
    return refuse(400, "the body is not JSON");
  }
  const shop = request.headers.get("x-shopify-shop-domain") ?? "";
  // The HMAC covers the body but not the headers: a body that names another installed shop is refused.
  const bodyShop = shopDomainIn(payload);
  if (bodyShop && bodyShop !== shop && (await findShop(context.db.pool, bodyShop)))
    return refuse(401, `the body is of ${bodyShop}, the header names ${shop}`);
  return { delivery: toDelivery(request.headers, shop, body, context.clock.now()) };
}

const NEEDED_HEADERS = ["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id", "x-shopify-api-version"];
/** Headers that the HMAC does not cover. An id beyond this length is not Shopify's, and no index could hold it. */
const MAX_HEADER_LENGTH = 200;
const SHORT_HEADERS = ["x-shopify-topic", "x-shopify-event-id", "x-shopify-webhook-id"];

function headerProblem(headers: Headers): string | null {
  const missing = NEEDED_HEADERS.find((name) => !headers.get(name));
  if (missing) return `${missing} is missing`;
  if (isOwnTopic(headers.get("x-shopify-topic"))) return "the topic is none of Shopify's";
  const domain = headers.get("x-shopify-shop-domain");
  if (domain && domainProblem(domain)) return "X-Shopify-Shop-Domain names no shop";
  const long = SHORT_HEADERS.find((name) => (headers.get(name) ?? "").length > MAX_HEADER_LENGTH);
  return long ? `${long} is longer than ${MAX_HEADER_LENGTH} characters` : null;
}

/** Topics of events that Shopbell itself emits: a webhook may not use them. */
const isOwnTopic = (topic: string | null): boolean => topic?.toLowerCase().startsWith("shopbell/") ?? false;

const refuse = (status: 400 | 401 | 405 | 413, why: string): VerifiedWebhook => ({ refused: { status, why } });

function shopDomainIn(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  const { shop_domain: domain, myshopify_domain: own } = payload as Record<string, unknown>;
  const named = own ?? domain;
  return typeof named === "string" && named.endsWith(".myshopify.com") ? named : null;
}

function toDelivery(headers: Headers, shopDomain: string, body: Buffer, now: Instant): WebhookDelivery {
  const webhookId = headers.get("x-shopify-webhook-id") ?? "";
  return {
    shopDomain,
    topic: headers.get("x-shopify-topic") ?? "",
    // Deliveries of old API versions carry no event id: then each delivery is its own event.
    eventId: headers.get("x-shopify-event-id") ?? webhookId,
    webhookId,
    triggeredAt: readPlausibleTime(headers.get("x-shopify-triggered-at"), now),
    isTest: headers.get("x-shopify-test")?.toLowerCase() === "true",
    body,
  };
}
