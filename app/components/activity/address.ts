import type { ActivityView } from "#text/views.ts";

/** What the log is narrowed down to; lives in the page's address, so that a link shows the same rows. */
export interface ActivityQuery {
  view?: ActivityView | undefined;
  reason?: string | undefined;
  automation?: string | undefined;
  search?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

const ORDER = ["view", "reason", "automation", "search", "newer", "older"] as const;

/** The address of the log, so narrowed down. */
export function activityAddress(query: ActivityQuery = {}): string {
  const parameters = new URLSearchParams(ORDER.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  return parameters.size > 0 ? `/app/activity?${parameters.toString()}` : "/app/activity";
}
