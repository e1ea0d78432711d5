/**
 * What a customer's timeline can be narrowed down to: their word on being texted, texts, their ways through
 * automations, and what was withheld from them.
 */
export const timelineKinds = ["consents", "texts", "sequences", "withheld"] as const;
export type TimelineKind = (typeof timelineKinds)[number];
