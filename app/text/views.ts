/** The ways to look at the log beside the whole of it, in the order of their tabs. */
export const activityViews = ["sent", "skipped", "failed", "unknown", "other"] as const;

export type ActivityView = (typeof activityViews)[number];
