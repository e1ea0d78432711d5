import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { filtersOf } from "#components/activity/address.ts";
import { activityQuery } from "#components/activity/query.ts";
import { viewChange } from "#core/activity/saved-view.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { changeViews } from "#services/activity/change-saved-views.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the log. */
export const loader = () => redirect("/app/activity");

const understood = (query: string): string =>
  filtersOf(activityQuery.parse(Object.fromEntries(new URLSearchParams(query))));

/** Saves, renames and deletes the log's views. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const posted = await readFormRequest(request, viewChange);
  if (!posted.ok) return posted;
  return changeViews(context.app, { shopId: shop.id, page: "activity", actor }, posted.value, understood);
}
