import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the credits. */
export const loader = () => redirect("/app/credits");

const posted = z.object({
  lowBalanceAt: z.int({ error: text.credits.wholeNumber }),
  holdTransactionalUntilToppedUp: z.boolean(),
});

/** Saves the low balance settings. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "settings.change");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  return saveSettings(context.app, { shopId: shop.id, actor, changes: form.value });
}
