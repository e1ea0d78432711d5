import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamed } from "#shell/http/stream-response.server.ts";
import { openExport } from "#services/activity/export-activity.server.ts";
import { text } from "#text/en.ts";

/** The log as CSV, at a signed address: a browser's download carries no session token. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const opened = await openExport(context.app, request.url);
  if (!opened || opened === "too_many") {
    const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
    return opened
      ? new Response(text.activity.export.tooMany, { status: 429, headers: { ...headers, "Retry-After": "30" } })
      : new Response(text.activity.export.over, { status: 410, headers });
  }
  return new Response(
    streamed(opened.texts, { ready: context.drained, signal: context.gone ?? request.signal, alive: opened.alive }),
    {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${opened.fileName}"`,
        // Compression would buffer the stream.
        "Cache-Control": "no-store, no-transform",
        "X-Content-Type-Options": "nosniff",
      },
    },
  );
}
