import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Outcome } from "#core/activity/outcomes.ts";
import type { ActivityView } from "#text/views.ts";
import { countsAddress, type ActivityQuery } from "./address.ts";

/** Numbers of rows for the chosen days, automation and search, at most `most` + 1. */
export interface ShownCounts {
  most: number;
  views: Record<ActivityView | "all", number>;
  statuses: Record<Outcome, number>;
  reasons: Record<string, number>;
}

/** The numbers beside the log's views and filters; they load after the rows. Undefined until then. */
export function useCounts(query: ActivityQuery): ShownCounts | undefined {
  const { load, data } = useFetcher<ShownCounts>({ key: "activity-counts" });
  const address = countsAddress(query);
  useEffect(() => load(address), [load, address]);
  return data;
}
