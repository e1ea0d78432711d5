/** The filters of a customer's timeline: consent changes, texts, orders, sequences, and skipped texts. */
export const timelineKinds = ["consents", "texts", "orders", "sequences", "withheld"] as const;
export type TimelineKind = (typeof timelineKinds)[number];
