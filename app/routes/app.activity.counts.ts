import type { LoaderFunctionArgs } from "@remix-run/node";
import { activityQuery, toActivityFilter } from "#components/activity/query.ts";
import { countActivity } from "#services/activity/count-activity.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** The numbers beside the log's views, statuses and reasons. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const filter = activityQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return countActivity(context.app, shop, toActivityFilter(filter));
}
