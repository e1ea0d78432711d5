import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { startPackPurchase } from "#services/credits/order-pack.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** Nothing to see here: who reloads it is sent to the packs. */
export const loader = () => redirect("/app/credits");

/** Orders a pack; Shopify asks for the money on a page of its own. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "credits.buy");
  const asked = await readFormRequest(request, z.object({ packKey: z.string().max(100) }));
  if (!asked.ok) return asked;
  return startPackPurchase(context.app, shop, { packKey: asked.value.packKey, actor });
}
