import { showNumber } from "../number.ts";

/** Alerts to the team. */
export const notices = {
  title: "Notices",
  /** The link on Home. */
  link: (unread: number) => (unread > 0 ? `Notices (${showNumber(unread)})` : "Notices"),
  read: "Mark as read",
  readNamed: (title: string) => `Mark as read: ${title}`,
  unread: "Mark as unread",
  unreadNamed: (title: string) => `Mark as unread: ${title}`,
  allRead: "Mark all as read",
  new: "New",
  markedRead: (count: number) => (count === 1 ? "Marked as read" : `${showNumber(count)} marked as read`),
  markedUnread: (count: number) => (count === 1 ? "Marked as unread" : `${showNumber(count)} marked as unread`),
  /** The link of a notice, by its kind. */
  leads: {
    credits: "See credits",
    limits: "See the limits",
    failed: "See what failed",
    overdue: "See overdue tasks",
    inbox: "See the inbox",
    caps: "See the spend caps",
    number: "See the phone number",
    privacy: "See the requests",
    entry: "See why",
    automation: "Open the automation",
  },
  undo: "Undo",
  undone: "Undone",
  empty: {
    title: "No notices",
    body:
      "Alerts for the team appear here: low credits, an unclear reply, or a notice from an automation's step " +
      "“Notify the team”.",
  },
};
