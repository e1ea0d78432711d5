/**
 * Topics of live page updates. "team" covers all changes by staff; "operation" changes every minute while scheduled
 * tasks run.
 */
export const liveTopics = [
  "activity",
  "inbox",
  "credits",
  "runs",
  "notices",
  "team",
  "campaigns",
  "operation",
] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** A token per topic; a new token means a change. */
export type ChangeTokens = Readonly<Record<LiveTopic, string | null>>;

/** The changed topics; none for a page that has just loaded. */
export const changedTopics = (before: ChangeTokens | undefined, now: ChangeTokens): LiveTopic[] =>
  before ? liveTopics.filter((topic) => before[topic] !== now[topic]) : [];
