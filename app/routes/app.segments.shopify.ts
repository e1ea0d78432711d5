import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readShopifySegments } from "#services/segments/read-segment.server.ts";
import { makeSegmentOfShopify } from "#services/segments/segment-of-shopify.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** The shop's segments in Shopify, for the form that chooses one. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { segments: await readShopifySegments(context.app, shop) };
}

const posted = z.object({ shopifyId: z.string().max(100) });

/** Makes a segment of one of Shopify's, where there is none yet. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "customers.manage");
  const form = await readFormRequest(request, posted);
  return form.ok ? makeSegmentOfShopify(context.app, { shop, actor }, form.value.shopifyId) : form;
}
