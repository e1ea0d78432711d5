import type { LoaderFunctionArgs } from "@remix-run/node";
import { readShopifySegments } from "#services/segments/read-segment.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** The shop's segments in Shopify, for the form that chooses one. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { segments: await readShopifySegments(context.app, shop) };
}
