import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { automationsAddress, automationFilterIn } from "#components/automations/automation-filter.ts";
import { viewChange } from "#core/activity/saved-view.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { changeViews } from "#services/activity/change-saved-views.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/automations");

const understood = (query: string): string =>
  automationsAddress(automationFilterIn(new URLSearchParams(query))).toString();

/** Saves, renames and deletes the list's views. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, viewChange);
  if (!posted.ok) return posted;
  return changeViews(context.app, { shopId: shop.id, page: "automations", actor }, posted.value, understood);
}
