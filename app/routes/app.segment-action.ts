import type { LoaderFunctionArgs } from "@remix-run/node";
import { findSegmentOfShopify } from "#services/segments/segment-of-shopify.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/**
 * The action on a segment's page of the store's admin calls this from Shopify's own address. The session token alone
 * lets it in, so that any address may ask.
 */
const fromAnywhere = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" };

/** Answers `?id=<global id of a segment>` with its name, and whether the member of staff may write a campaign to it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, may } = await requireStaff(request, context);
  const found = await findSegmentOfShopify(context.app, shop, new URL(request.url).searchParams.get("id") ?? "");
  const name = "name" in found ? found.name : null;
  const mayText = may.includes("automations.edit") && (found.kind === "made" || may.includes("customers.manage"));
  return Response.json({ name, may: mayText && found.kind !== "gone" }, { headers: fromAnywhere });
}
