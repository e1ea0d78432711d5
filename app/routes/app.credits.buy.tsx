import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { enterShop } from "#services/team/require-staff.server.ts";
import { orderPack } from "#services/credits/order-pack.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

/** Nothing to see here: who reloads it is sent to the packs. */
export const loader = () => redirect("/app/credits");

/** Orders a pack; Shopify asks for the money on a page of its own. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "credits.buy");
  const asked = await readPosted(request, z.object({ packKey: z.string().max(100) }));
  if (!asked.ok) return asked;
  return orderPack(context.app, shop, { packKey: asked.value.packKey, actor });
}
