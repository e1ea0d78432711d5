export const scheduledViews = ["overdue", "held", "credits"] as const;
type ScheduledView = (typeof scheduledViews)[number];

/** Filters and page of the Scheduled page, which live in the address. */
export interface ScheduledQuery {
  view?: ScheduledView | undefined;
  automation?: string | undefined;
  search?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

const ORDER = ["view", "automation", "search", "newer", "older"] as const;

/** The address of the filtered list. */
export function scheduledAddress(query: ScheduledQuery = {}): string {
  const parameters = new URLSearchParams(ORDER.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  return parameters.size > 0 ? `/app/scheduled?${parameters.toString()}` : "/app/scheduled";
}
