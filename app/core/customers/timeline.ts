/** The filters of a customer's timeline: consent changes, texts, sequences, and skipped texts. */
export const timelineKinds = ["consents", "texts", "sequences", "withheld"] as const;
export type TimelineKind = (typeof timelineKinds)[number];
