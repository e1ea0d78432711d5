import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { saveTopUpRule, turnOffTopUps } from "#services/credits/auto-top-up.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the credits. */
export const loader = () => redirect("/app/credits");

const number = z.int({ error: text.credits.wholeNumber });
const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), below: number, packKey: z.string().max(100), mostPerMonth: number }),
  z.object({ intent: z.literal("off") }),
]);

/** Saves the rule of automatic top-ups, which Shopify's page may have to approve, or turns them off. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "credits.buy");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  if (form.value.intent === "off") return turnOffTopUps(context.app, { shopId: shop.id, actor });
  const { below, packKey, mostPerMonth } = form.value;
  return saveTopUpRule(context.app, { shopId: shop.id, actor, rule: { below, packKey, mostPerMonth } });
}
