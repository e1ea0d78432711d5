import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamed } from "#shell/http/stream-response.server.ts";
import { openLedgerExport } from "#services/credits/export-ledger.server.ts";
import { text } from "#text/en.ts";

/** The ledger as CSV, at a signed address: a browser's download carries no session token. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const opened = await openLedgerExport(context.app, request.url);
  if (!opened)
    return new Response(text.activity.export.over, {
      status: 410,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
    });
  return new Response(streamed(opened.texts, { ready: context.drained, signal: context.gone ?? request.signal }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${opened.fileName}"`,
      // Compression would buffer the stream.
      "Cache-Control": "no-store, no-transform",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
