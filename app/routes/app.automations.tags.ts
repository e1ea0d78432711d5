import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { automationTags } from "#core/automations/tags.ts";
import { tagAutomations } from "#services/automations/tag-automations.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const MOST_AT_ONCE = 250;
const posted = z.object({
  automationIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE),
  add: automationTags,
  remove: z.array(z.string()).max(MOST_AT_ONCE),
});

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/automations");

/** Adds and removes tags of automations. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const form = await readFormRequest(request, posted);
  return form.ok ? tagAutomations(context.app, { shopId: shop.id, actor, ...form.value }) : form;
}
