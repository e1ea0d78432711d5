import "@shopify/shopify-api/adapters/node";
import { shopifyApi, ApiVersion } from "@shopify/shopify-api";
import express from "express";
import twilio from "twilio";
import { Temporal } from "#core/time/time.ts";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { PROXY_PATH } from "#sandbox/store/proxy/app-proxy.ts";
import { createWorld, type WorldOptions } from "#sandbox/world.ts";
import { movableClock } from "#shell/clock.server.ts";
import { createWebhookCheck } from "#shell/shopify/webhook-hmac.server.ts";
import { serve } from "./serving.ts";

const accountSid = `AC${"0".repeat(32)}`;
const authToken = "twilio-secret";
export const shopDomain = "sandbox.myshopify.com";

/** Shopify's own library, to judge what the sandbox makes. */
export const shopify = shopifyApi({
  apiKey: "app-key",
  apiSecretKey: "app-secret",
  apiVersion: ApiVersion.October26,
  hostName: "127.0.0.1",
  isEmbeddedApp: true,
  logger: { log: () => {} },
});

/** The headers without which Shopify's library refuses a webhook. */
const NEEDED = ["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-api-version", "x-shopify-webhook-id"];
// The same check as the library's, which reads requests by whichever adapter was imported last in this process.
const isSigned = createWebhookCheck(shopify.config.apiSecretKey);

interface Heard {
  topic: string;
  valid: boolean;
  headers: express.Request["headers"];
  /** The raw body, and what a plain JSON parser makes of it. */
  raw: string;
  body: Record<string, unknown>;
}

/** The sandbox's world around an app that only listens. */
export async function sandbox(more: Partial<WorldOptions> = {}) {
  const heard: Heard[] = [];
  const links = new Map<string, string>();
  const inbound: { valid: boolean; body: Record<string, string> }[] = [];
  const clock = movableClock(() => Temporal.Instant.from("2026-11-20T15:00:00Z"));
  const app = express();
  const served = await serve(app);
  const mailServer = await openMailServer();
  const world = await createWorld({
    appUrl: served.url,
    shopDomain,
    apiKey: shopify.config.apiKey,
    apiSecret: shopify.config.apiSecretKey,
    twilio: { accountSid, authToken, fromNumber: "+18885550100" },
    mailServer,
    clock,
    advance: async (to) => clock.moveTo(to),
    idle: async () => {},
    startOver: async () => {},
    stateFile: null,
    ...more,
  });
  app.use("/sandbox", world.router);
  app.use(PROXY_PATH, world.proxy);
  app.post("/webhooks", express.text({ type: "*/*" }), (request, response) => {
    const raw = request.body as string;
    const valid =
      NEEDED.every((name) => request.get(name)) &&
      isSigned(Buffer.from(raw), request.get("x-shopify-hmac-sha256") ?? "");
    heard.push({
      topic: request.get("x-shopify-topic") ?? "",
      valid,
      headers: request.headers,
      raw,
      body: JSON.parse(raw) as Heard["body"],
    });
    response.sendStatus(valid ? 200 : 401);
  });
  app.get("/l/:code", (request, response) => {
    const target = links.get(request.params.code);
    // As the app's own door: what looks like a machine is not counted.
    if (target && /iPhone/.test(request.get("user-agent") ?? "")) response.redirect(302, target);
    else response.sendStatus(404);
  });
  app.post("/twilio/inbound", express.urlencoded({ extended: false }), (request, response) => {
    const body = request.body as Record<string, string>;
    inbound.push({
      body,
      valid: twilio.validateRequest(
        authToken,
        request.get("x-twilio-signature") ?? "",
        `${served.url}/twilio/inbound`,
        body,
      ),
    });
    response.type("text/xml").send("<Response><Message>Heard you.</Message></Response>");
  });

  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${served.url}/sandbox/${path}`, { redirect: "manual", ...init });
    const text = await response.text();
    /** A page however its source is laid out. */
    const markup = text.replaceAll(/\s+/g, " ").replaceAll(" >", ">").replaceAll("> <", "><");
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who asks knows the shape of the answer
    return { status: response.status, text, markup, json: <T = Record<string, unknown>>() => JSON.parse(text) as T };
  };
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  return {
    url: served.url,
    mailUrl: mailServer.url,
    clock,
    heard,
    inbound,
    /** Where the app's short links lead, by code. */
    links,
    /** The access tokens that the store has given. */
    tokens: world.scene.tokens,
    call,
    post,
    /** The topics heard since the last time, oldest first. */
    topics: () => heard.splice(0).map(({ topic }) => topic),
    graphql: (query: string, variables: object = {}, token = "shpat_test") =>
      post(
        `shopify/${shopDomain}/admin/api/2026-10/graphql.json`,
        { query, variables },
        { "x-shopify-access-token": token },
      ),
    close: async () => {
      await world.close();
      await mailServer.close();
      await served.close();
    },
  };
}

export type Sandbox = Awaited<ReturnType<typeof sandbox>>;

export const ana = "7012340000011";
/** Beyond 2^53: a plain JSON parser takes him for somebody else. */
export const theo = "9007199254740993";
export const mug = "44120000000101";
