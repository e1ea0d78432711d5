import { showCount, showNumber } from "../number.ts";
import { within } from "../sentence.ts";

/** Tasks and notifications. */
export const tasks = {
  title: "Tasks",
  tabs: { open: "Open", mine: "Mine", overdue: "Overdue", done: "Done", notices: "Notices" },
  resource: { singular: "task", plural: "tasks" },
  notices: { singular: "notice", plural: "notices" },
  task: "Task",
  customer: "Customer",
  due: "Due",
  ended: "Done",
  asked: "Created by",
  actions: "Actions",
  overdue: "Overdue",
  cancelled: "Cancelled",
  noDue: "No time set",
  noName: "No name",
  create: "Create task",
  created: "Task created",
  form: {
    title: "Title",
    note: "Note",
    date: "Due date",
    time: "Time",
    customer: "Customer",
    customerHelp: "Optional. Search by name, phone number or email address.",
    noCustomer: "No customer found",
    assignee: "Assigned to",
  },
  assignee: "Assigned to",
  unassigned: "Nobody",
  assigned: "Assignment saved",
  comments: "Comments",
  commentCount: (count: number) => showCount(count, "comment", "comments"),
  noComments: "No comments yet",
  comment: "Comment",
  saveComment: "Add comment",
  commentSaved: "Comment added",
  byHand: (who: string | null) => who ?? "A former staff member",
  asksWhy: (automation: string) => `${automation}: why it was created`,
  done: "Mark as done",
  doneNamed: (title: string) => `Mark as done: ${title}`,
  reopen: "Open again",
  reopenNamed: (title: string) => `Open again: ${title}`,
  cancel: "Cancel",
  cancelNamed: (title: string) => `Cancel: ${title}`,
  said: {
    done: (count: number) => (count === 1 ? "Task done" : `${showNumber(count)} tasks done`),
    open: (count: number) => (count === 1 ? "Task is open again" : `${showNumber(count)} tasks are open again`),
    cancelled: (count: number) => (count === 1 ? "Task cancelled" : `${showNumber(count)} tasks cancelled`),
  },
  undo: "Undo",
  undone: "Undone",
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
    entry: "See why",
    automation: "Open the automation",
  },
  empty: {
    open: {
      title: "Nothing to do",
      body:
        "Tasks appear here when an automation asks the team for something, such as calling a customer. " +
        "Add the step “Create a task” to an automation, or create one by hand.",
    },
    mine: {
      title: "Nothing is assigned to you",
      body: "Tasks that you or your team assign to you are listed here.",
    },
    overdue: {
      title: "Nothing is overdue",
      body: "An open task is listed here from the time it is due. The team is reminded of each once, by a notice.",
    },
    done: {
      title: "No task is done yet",
      body: "Tasks that are done or cancelled are kept here, and can be opened again.",
    },
    notices: {
      title: "No notices",
      body:
        "Alerts for the team appear here: low credits, an unclear reply, or a notice from an automation's step " +
        "“Notify the team”.",
    },
  },
  overdueNotice: (count: number, named: readonly { title: string; due: string }[]): { title: string; body: string } => {
    const [only] = named;
    if (count === 1 && only) return { title: `Overdue: ${only.title}`, body: `It was due ${within(only.due)}.` };
    const rest = count - named.length;
    const lines = named.map(({ title, due }) => `“${title}” was due ${within(due)}`);
    if (rest > 0) lines.push(`and ${showNumber(rest)} more`);
    return {
      title: `${showCount(count, "task is", "tasks are")} overdue`,
      body: `${lines.join("; ")}.`,
    };
  },
};
