import type { LoaderFunctionArgs } from "@remix-run/node";
import { openBundle } from "#services/consent/data-requests.server.ts";
import { downloadResponse } from "#shell/http/download-response.server.ts";
import { text } from "#text/en.ts";

/** All that is kept about a customer, at a signed address: a browser's download carries no session token. */
export const loader = async ({ request, context }: LoaderFunctionArgs) =>
  downloadResponse(await openBundle(context.app, request.url), {
    // Never opened as a page of the app: the file quotes what customers wrote.
    type: "application/octet-stream",
    over: text.activity.export.over,
    ready: context.drained,
    signal: context.gone ?? request.signal,
  });
