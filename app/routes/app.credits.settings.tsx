import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { shopSettings } from "#core/settings.ts";
import { changeCreditSettings } from "#services/change-credit-settings.server.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

/** Nothing to see here: who reloads it is sent to the credits. */
export const loader = () => redirect("/app/credits");

const posted = z.object({
  lowBalanceAt: z.number({ error: text.credits.wholeNumber }).pipe(z.int(text.credits.wholeNumber)).pipe(shopSettings.shape.lowBalanceAt.unwrap()),
  holdTransactionalUntilToppedUp: z.boolean(),
});

/** Sets what happens when credits run low. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "settings.change");
  const asked = await readPosted(request, posted);
  if (!asked.ok) return asked;
  return changeCreditSettings(context.app, { shopId: shop.id, actor, settings: asked.value });
}
