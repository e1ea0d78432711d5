import type { LoaderFunctionArgs } from "@remix-run/node";
import { openBundle } from "#services/consent/data-requests.server.ts";
import { streamed } from "#shell/http/stream-response.server.ts";
import { text } from "#text/en.ts";

/** All that is kept about a customer, at a signed address: a browser's download carries no session token. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const opened = await openBundle(context.app, request.url);
  if (!opened)
    return new Response(text.activity.export.over, {
      status: 410,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
    });
  return new Response(streamed(opened.texts, { ready: context.drained, signal: context.gone ?? request.signal }), {
    headers: {
      // Never opened as a page of the app: the file quotes what customers wrote.
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="${opened.fileName}"`,
      "Cache-Control": "no-store, no-transform",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
