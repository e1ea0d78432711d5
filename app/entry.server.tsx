import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { lazyPartsLoaded } from "#components/browser/before-hydration.ts";
import { BodyRefused } from "#shell/http/incoming-body.server.ts";
import { setDocumentHeaders } from "#shell/shopify/document-headers.server.ts";

/** Renders that take longer are aborted. */
const RENDER_LIMIT_MS = 8_000;

/** Renders a page: streams it to browsers, sends it whole to crawlers. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  { app }: AppLoadContext,
): Promise<Response> {
  await lazyPartsLoaded();
  setDocumentHeaders(app, request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let started = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remix} url={request.url} />, {
      [ready]: () => {
        started = true;
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error) => {
        // Until the shell is sent, an error rejects the promise, and `handleError` logs it.
        if (started)
          app.log.error({ err: error, path: new URL(request.url).pathname }, "a page broke off while it was sent");
      },
    });
    setTimeout(abort, RENDER_LIMIT_MS).unref();
  });
}

/**
 * Whether the request asks for what there is not: a method, a route or a kind of data. Anybody can, so it is no alarm. The
 * framework warns of `_data`, which the app's pages do not ask for.
 */
const isCallersFault = (error: unknown, request: Request): boolean =>
  (isRouteErrorResponse(error) && error.status < 500) || new URL(request.url).searchParams.has("_data");

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof BodyRefused) return;
  // The query may carry a session token, so the log gets the path only.
  const { pathname: path } = new URL(request.url);
  if (isCallersFault(error, request)) context.app.log.debug({ path }, "a request was refused");
  else context.app.log.error({ err: error, path }, "a page failed");
};
