import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { startPackPurchase } from "#services/credits/order-pack.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the packs. */
export const loader = () => redirect("/app/credits");

/** Orders a pack. Shopify asks for approval on its own page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "credits.buy");
  const form = await readFormRequest(request, z.object({ packKey: z.string().max(100) }));
  if (!form.ok) return form;
  return startPackPurchase(context.app, shop, { packKey: form.value.packKey, actor });
}
