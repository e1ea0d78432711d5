import type { LoaderFunctionArgs } from "@remix-run/node";
import { setDocumentHeaders } from "#shell/shopify/document-headers.server.ts";

/** Shopify's library handles the OAuth and session token addresses. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  try {
    await context.app.shopify.authenticate.admin(request);
  } catch (thrown) {
    // A thrown response skips `handleRequest`, which sets the headers of pages.
    if (thrown instanceof Response) setDocumentHeaders(context.app, request, thrown.headers);
    throw thrown;
  }
  return null;
}
