import type { Request as Asked, RequestHandler, Response as Answering } from "express";
import { writeReadableStreamToWritable } from "@remix-run/node";
import type { BodyBudget } from "#shell/http/body-budget.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { receiveBody, type BodyRefusal, type IncomingBody } from "#shell/http/incoming-body.server.ts";

/** Time for a client to read the refusal of a body that it still sends, in milliseconds. */
const REFUSAL_TIMEOUT_MS = 2_000;
const RETRY_AFTER_SECONDS = 2;

/** Answers a web request; `answering` is the response that it will be written to. */
export type Answer = (request: Request, answering: Answering) => Promise<Response>;

/**
 * Serves web requests from Express. Bounds every body before and while it is read: 413 for one that is too large, 503
 * for one more than the process or the shop may hold at once.
 */
export function appHandler(answer: Answer, budget: BodyBudget): RequestHandler {
  return (asked, answering, next) => {
    handle(asked, answering).catch(next);
  };

  async function handle(asked: Asked, answering: Answering): Promise<void> {
    const url = urlOf(asked);
    if (!url) return refuse(answering, 400, "The Host header or the address cannot be read.");
    const maxBytes = bodyLimitOf(url.pathname);
    if (Number(asked.headers["content-length"] ?? 0) > maxBytes) return refuseBody(asked, answering, "too_large");
    const shop = asked.headers["x-shopify-shop-domain"];
    const body = receiveBody(asked, { maxBytes, budget, shop: typeof shop === "string" ? shop : null });
    answering.once("close", body.release);
    const request = toRequest(asked, answering, url, body);
    if (!request) return refuse(answering, 400, "The request cannot be read.");
    const response = await answer(request, answering).catch((error: unknown) => {
      if (!body.refusal()) throw error;
      return null;
    });
    // Whatever the route made of the broken body.
    const refusal = body.refusal();
    if (refusal) return refuseBody(asked, answering, refusal);
    if (response) await send(answering, response);
  }
}

/** The address without NUL, which no column of the database can hold; null if it is none. */
function urlOf(asked: Asked): URL | null {
  const port = Number.parseInt((asked.get("X-Forwarded-Host") ?? asked.get("Host") ?? "").split(":")[1] ?? "", 10);
  const host = `${asked.hostname ?? "localhost"}${Number.isSafeInteger(port) ? `:${port}` : ""}`;
  const url = `${asked.protocol}://${host}${asked.originalUrl.replaceAll("%00", "")}`;
  return URL.canParse(url) ? new URL(url) : null;
}

/** @returns null for a method or a header that a web request cannot have */
function toRequest(asked: Asked, answering: Answering, url: URL, body: IncomingBody): Request | null {
  const gone = new AbortController();
  answering.once("close", () => {
    if (!answering.writableFinished) gone.abort();
  });
  try {
    const headers = new Headers();
    for (const [name, values] of Object.entries(asked.headers))
      for (const value of [values ?? []].flat()) headers.append(name, value);
    const hasBody = asked.method !== "GET" && asked.method !== "HEAD";
    return new Request(url, {
      method: asked.method,
      headers,
      signal: gone.signal,
      ...(hasBody && { body: body.stream, duplex: "half" }),
    });
  } catch {
    return null;
  }
}

async function send(answering: Answering, response: Response): Promise<void> {
  answering.statusMessage = response.statusText;
  answering.status(response.status);
  // What no route says to keep holds data of people: a shared computer's browser must not show it again.
  if (!response.headers.has("Cache-Control")) answering.set("Cache-Control", "no-store");
  for (const [name, value] of response.headers) answering.append(name, value);
  if (/text\/event-stream/i.test(response.headers.get("Content-Type") ?? "")) answering.flushHeaders();
  if (response.body) await writeReadableStreamToWritable(response.body, answering);
  else answering.end();
}

function refuse(answering: Answering, status: number, why: string): void {
  answering.status(status).type("text/plain").set("Cache-Control", "no-store").send(`${why}\n`);
}

function refuseBody(asked: Asked, answering: Answering, refusal: BodyRefusal): void {
  answering.set("Connection", "close");
  if (refusal === "too_large")
    refuse(answering, 413, `The body is too large: this address takes ${bodyLimitOf(asked.path)} bytes at most.`);
  else {
    answering.set("Retry-After", String(RETRY_AFTER_SECONDS));
    refuse(answering, 503, "Too much is being received at once; send it again in a moment.");
  }
  // The rest is thrown away, so that the client gets to read the answer; then the connection ends.
  asked.resume();
  const timer = setTimeout(() => asked.socket.destroy(), REFUSAL_TIMEOUT_MS);
  asked.once("close", () => clearTimeout(timer));
}
