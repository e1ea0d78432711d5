/**
 * What may change while somebody looks at a page. "team" is whatever a person has changed; "operation" moves on each
 * minute that the app's own work runs.
 */
export const liveTopics = ["activity", "inbox", "credits", "runs", "notices", "team", "operation"] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** How a shop stands, a mark for each topic: another mark, and something has changed. */
export type ChangeTokens = Readonly<Record<LiveTopic, string | null>>;

/** Nothing has changed for who has only begun to look. */
export const changedTopics = (before: ChangeTokens | undefined, now: ChangeTokens): LiveTopic[] =>
  before ? liveTopics.filter((topic) => before[topic] !== now[topic]) : [];
