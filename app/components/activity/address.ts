import type { Days } from "#core/activity/days.ts";
import type { Outcome } from "#core/activity/outcomes.ts";
import type { ActivityView } from "#text/views.ts";

/** The log's filters, page and open entry. They live in the address, so that a link shows the same. */
export interface ActivityQuery extends Days {
  view?: ActivityView | undefined;
  status?: readonly Outcome[] | undefined;
  reason?: readonly string[] | undefined;
  action?: string | undefined;
  automation?: string | undefined;
  search?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
  entry?: string | undefined;
}

const FILTERS = ["view", "status", "reason", "action", "automation", "when", "from", "to", "search"] as const;
const ORDER = [...FILTERS, "newer", "older", "entry"] as const;

const parametersOf = (query: ActivityQuery, names: readonly (keyof ActivityQuery)[]): string =>
  new URLSearchParams(names.flatMap((name) => (query[name]?.length ? [[name, String(query[name])]] : []))).toString();

/** The filters without page and entry, as a saved view stores them; "" for none. */
export const filtersOf = (query: ActivityQuery): string => parametersOf(query, FILTERS);

/** The filters of a saved view. */
export function savedFilters(saved: string): ActivityQuery {
  const { status, reason, ...rest } = Object.fromEntries(new URLSearchParams(saved));
  return { ...rest, status: status?.split(",") as ActivityQuery["status"], reason: reason?.split(",") };
}

/** The address of the filtered log. */
export function activityAddress(query: ActivityQuery = {}): string {
  const parameters = parametersOf(query, ORDER);
  return parameters === "" ? "/app/activity" : `/app/activity?${parameters}`;
}

/** The address of the numbers beside the log's views and filters. */
export const countsAddress = ({ automation, when, from, to, search }: ActivityQuery): string =>
  `/app/activity/counts?${parametersOf({ automation, when, from, to, search }, ORDER)}`;

/** The page of one entry, which can be shared. */
export const entryAddress = (id: string): string => `/app/activity/${id}`;
