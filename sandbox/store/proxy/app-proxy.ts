import express, { type Request, type Response, type Router } from "express";
import { Temporal } from "#core/time/time.ts";
import { guard } from "../../guard.ts";
import type { Scene } from "../../scene.ts";
import { signedQuery } from "./signed-query.ts";

/** The storefront's path that Shopify forwards to the app, as shopify.app.toml says. */
export const PROXY_PATH = "/apps/shopbell";

/** Headers of a visitor that Shopify passes on. Cookies are not among them. */
const PASSED = ["accept", "accept-language", "content-type", "user-agent"];

/**
 * Shopify's app proxy: forwards requests to the app's `/proxy`, with the shop, the time and a signature in the query,
 * and the visitor's address in a header.
 */
export function appProxy(scene: Scene): Router {
  const router = express.Router();
  router.use(guard(scene.options.appUrl));
  router.use(express.raw({ type: () => true, limit: "64kb" }));
  router.all("*", (request, response, next) => {
    forward(scene, request, response).catch(next);
  });
  return router;
}

async function forward({ options, now, turn }: Scene, request: Request, response: Response): Promise<void> {
  const parameters = new URL(request.originalUrl, options.appUrl).searchParams;
  parameters.set("shop", options.shopDomain);
  parameters.set("logged_in_customer_id", "");
  parameters.set("path_prefix", PROXY_PATH);
  parameters.set("timestamp", String(Math.floor(Temporal.Instant.from(now()).epochMilliseconds / 1_000)));
  const query = signedQuery(options.apiSecret, parameters).toString();
  const headers = new Headers({ "x-forwarded-for": request.socket.remoteAddress ?? "" });
  for (const name of PASSED) if (request.headers[name]) headers.set(name, String(request.headers[name]));
  const isRead = request.method === "GET" || request.method === "HEAD";
  const answer = await turn(() =>
    fetch(new URL(`/proxy${request.path}?${query}`, options.appUrl), {
      method: request.method,
      headers,
      redirect: "manual",
      ...(!isRead && Buffer.isBuffer(request.body) && { body: new Uint8Array(request.body) }),
    }),
  );
  response.status(answer.status).set("Cache-Control", "no-store");
  for (const name of ["content-type", "retry-after"]) {
    const value = answer.headers.get(name);
    if (value) response.set(name, value);
  }
  response.send(Buffer.from(await answer.arrayBuffer()));
}
