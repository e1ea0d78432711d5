import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { addressOf, narrowingIn } from "#components/automations/narrow.ts";
import { viewChange } from "#core/activity/saved-view.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { enterShop } from "#services/team/require-staff.server.ts";
import { changeViews } from "#services/activity/change-saved-views.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

/** Nothing to see here: who reloads it is sent to the list. */
export const loader = () => redirect("/app/automations");

const understood = (query: string): string => addressOf(narrowingIn(new URLSearchParams(query))).toString();

/** Keeps, names and deletes views of the list. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.edit");
  const posted = await readPosted(request, viewChange);
  if (!posted.ok) return posted;
  return changeViews(context.app, { shopId: shop.id, page: "automations", actor }, posted.value, understood);
}
