import type { LoaderFunctionArgs } from "@remix-run/node";
import { setDocumentHeaders } from "#shell/shopify/document-headers.server.ts";

/** Shopify's own stops on the way in, such as the page that fetches a fresh session token; its library answers all. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  try {
    await context.app.shopify.authenticate.admin(request);
  } catch (thrown) {
    // What is thrown here never passes through the rendering of a page, where the others get theirs.
    if (thrown instanceof Response) setDocumentHeaders(context.app, request, thrown.headers);
    throw thrown;
  }
  return null;
}
