import { outcomes, type Outcome } from "#core/activity/outcomes.ts";
import { reasons } from "#core/activity/reasons.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countReasons } from "#shell/repositories/activity/decisions.server.ts";
import { activityViews, type ActivityView } from "#text/views.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { openLog, type ActivityFilter } from "./read-activity.server.ts";

/** Rows beyond this are not counted. */
const MAX_COUNT = 10_000;

/** Numbers of rows, at most `most` + 1, for the chosen days, automation and search. */
export interface ActivityCounts {
  most: number;
  views: Record<ActivityView | "all", number>;
  statuses: Record<Outcome, number>;
  reasons: Record<string, number>;
}

/** Counts the log's rows by view, status and reason within the chosen days, automation and search. */
export async function countActivity(
  context: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  { when, from, to, automationId, search }: ActivityFilter,
): Promise<ActivityCounts> {
  const within: ActivityFilter = { when, from, to, automationId, search };
  const count = async (filter: ActivityFilter) =>
    (await openLog(context, shop, { ...within, ...filter })).count(MAX_COUNT + 1);
  const views = { all: await count({}) } as ActivityCounts["views"];
  for (const view of activityViews) views[view] = await count({ view });
  const statuses = {} as ActivityCounts["statuses"];
  for (const status of outcomes) statuses[status] = await count({ statuses: [status] });
  const { filter } = await openLog(context, shop, within);
  return {
    most: MAX_COUNT,
    views,
    statuses,
    reasons: Object.fromEntries(
      (await countReasons(context.db.pool, filter, Object.keys(reasons), MAX_COUNT + 1)).map(({ reason, count: n }) => [
        reason,
        n,
      ]),
    ),
  };
}
