import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { activityQuery, toActivityFilter } from "#components/activity/query.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { startActivityExport } from "#services/activity/export-activity.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const form = z.object({ query: z.string().max(2_000) });

/** This address has no page: a reload goes to the log. */
export const loader = () => redirect("/app/activity");

/** Answers with the signed address of the log's CSV, with the page's search and filters. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireStaff(request, context, "data.export");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const {
    newer: _newer,
    older: _older,
    ...filter
  } = toActivityFilter(activityQuery.parse(Object.fromEntries(new URLSearchParams(posted.value.query))));
  return startActivityExport(context.app, { shopId: shop.id, userId: staff.userId, filter });
}
