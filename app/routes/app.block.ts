import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readTextsBlock } from "#services/activity/read-texts-block.server.ts";
import { startManually } from "#services/automations/start-manually.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/**
 * The blocks on the customer's and the order's page of the store's admin call this from Shopify's own address. The
 * session token alone lets them in, so that any address may ask.
 */
const fromAnywhere = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" };

/** The customer or order whose global id the query names. */
const askedIn = (query: URLSearchParams) => {
  const [, kind, id] = /^gid:\/\/shopify\/(Customer|Order)\/(\d{1,20})$/.exec(query.get("id") ?? "") ?? [];
  if (!id) return null;
  return kind === "Order" ? { order: id } : { customer: id };
};

/** Answers `?id=<global id>` with the newest decisions; Shopify's library answers a browser's question before it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const session = await requireStaff(request, context);
  const block = await readTextsBlock(context.app, session, askedIn(new URL(request.url).searchParams));
  return Response.json(block, { headers: fromAnywhere });
}

const posted = z.object({
  automationId: z.uuid("choose an automation"),
  customerId: z.uuid(),
  requestId: z.uuid(),
});

/** Starts an automation for the customer. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return Response.json(form, { headers: fromAnywhere });
  const { automationId, customerId, requestId } = form.value;
  const audience = { customerIds: [customerId] };
  const started = await startManually(context.app, { shopId: shop.id, automationId, audience, actor, requestId });
  return Response.json(started, { headers: fromAnywhere });
}
