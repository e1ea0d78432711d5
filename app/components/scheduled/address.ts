export const scheduledViews = ["overdue", "held", "credits"] as const;
type ScheduledView = (typeof scheduledViews)[number];

/** What the list of scheduled steps is narrowed down to; lives in the page's address. */
export interface ScheduledQuery {
  view?: ScheduledView | undefined;
  automation?: string | undefined;
  search?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

const ORDER = ["view", "automation", "search", "newer", "older"] as const;

/** The address of the list, so narrowed down. */
export function scheduledAddress(query: ScheduledQuery = {}): string {
  const parameters = new URLSearchParams(ORDER.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  return parameters.size > 0 ? `/app/scheduled?${parameters.toString()}` : "/app/scheduled";
}
