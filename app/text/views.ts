/** The log's views beside "All", in tab order. */
export const activityViews = ["sent", "delivered", "not_delivered", "skipped", "failed", "unknown", "other"] as const;

export type ActivityView = (typeof activityViews)[number];
