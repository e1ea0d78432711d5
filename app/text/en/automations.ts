import { showCount, showNumber } from "../number.ts";

/** The toast after a bulk action. */
const many = (done: string) => (count: number) => `${showCount(count, "automation", "automations")} ${done}`;

/** The list of automations. */
export const automations = {
  title: "Automations",
  resource: { singular: "automation", plural: "automations" },
  name: "Automation",
  trigger: "Trigger",
  status: "Status",
  entered: "Entered",
  sent: "Sent",
  skipped: "Skipped",
  revenue: "Revenue",
  noRevenue: "–",
  onOff: "On or off",
  more: "More",
  period: "Figures of the last 30 days",
  revenueHelp: (days: number) =>
    `Revenue: orders placed within ${showCount(days, "day", "days")} of a text. Each counts ` +
    "for the last text before it; cancelled orders do not count.",
  figures: (entered: number, sent: number, skipped: number) =>
    `${showNumber(entered)} entered · ${showNumber(sent)} sent · ${showNumber(skipped)} skipped`,
  orders: (orders: number) => `from ${showCount(orders, "order", "orders")}`,
  unpublished: "Unpublished changes",
  changes: "Changes",
  startsWith: (trigger: string) => `Trigger: ${trigger}`,
  turnOn: "Turn on",
  turnOff: "Turn off",
  turnOnNamed: (name: string) => `Turn on ${name}`,
  turnOffNamed: (name: string) => `Turn off ${name}`,
  turnedOn: (name: string) => `${name} is on`,
  turnedOff: (name: string) => `${name} is off`,
  fromLibrary: "Browse templates",
  fromScratch: "Create from scratch",
  views: { all: "All", on: "On", off: "Off", drafts: "Drafts", archived: "Archived" },
  tag: "Tag",
  taggedWith: (tag: string) => `Tag: ${tag}`,
  tagging: {
    act: "Edit tags",
    title: (count: number, name: string) =>
      count === 1 ? `Tags of ${name}` : `Tags of ${showCount(count, "automation", "automations")}`,
    label: "Tags",
    help: "Group automations by season, team or goal, and filter the list by them. Customers never see them.",
    helpMany: "Shown are the tags that all of them have. Others stay.",
    saved: (count: number) => (count === 1 ? "Tags saved" : `Tags of ${showNumber(count)} automations saved`),
  },
  search: "Search by name, trigger or tag",
  sorts: {
    name: "Name",
    entered: "Entered",
    sent: "Sent",
    skipped: "Skipped",
    revenue: "Revenue",
    changed: "Last changed",
  },
  ascending: { words: "A to Z", numbers: "Lowest first", times: "Oldest first" },
  descending: { words: "Z to A", numbers: "Highest first", times: "Newest first" },
  menuOf: (name: string) => `More for ${name}`,
  edit: "Edit",
  seeActivity: "See activity",
  deeds: {
    on: "Turn on",
    off: "Turn off",
    archive: "Archive",
    unarchive: "Unarchive",
    duplicate: "Duplicate",
    delete: "Delete",
  },
  did: {
    on: many("turned on"),
    off: many("turned off"),
    archive: many("archived"),
    unarchive: many("unarchived"),
    duplicate: many("duplicated"),
    delete: many("deleted"),
  },
  didOne: {
    on: (name: string) => `${name} is on`,
    off: (name: string) => `${name} is off`,
    archive: (name: string) => `${name} is archived`,
    unarchive: (name: string) => `${name} is out of the archive. It stays off until you turn it on.`,
    duplicate: (name: string) => `${name} is duplicated. The copy is a draft.`,
    delete: (name: string) => `${name} is deleted`,
  },
  failedTitle: {
    on: (count: number) => `${showCount(count, "automation", "automations")} could not be turned on`,
    off: (count: number) => `${showCount(count, "automation", "automations")} could not be turned off`,
    archive: (count: number) => `${showCount(count, "automation", "automations")} could not be archived`,
    unarchive: (count: number) => `${showCount(count, "automation", "automations")} could not be unarchived`,
    duplicate: (count: number) => `${showCount(count, "automation", "automations")} could not be duplicated`,
    delete: (count: number) => `${showCount(count, "automation", "automations")} could not be deleted`,
  },
  failedOne: (name: string, why: string) => `${name}: ${why}`,
  archiveTitle: (count: number, name: string) =>
    count === 1 ? `Archive ${name}?` : `Archive ${showCount(count, "automation", "automations")}?`,
  archiveBody:
    "Customers in it exit for good, and nothing more is sent. What it has sent stays in the " +
    "log. You can unarchive it later; it is off then.",
  archiveDo: "Archive",
  deleteTitle: (count: number, name: string) =>
    count === 1 ? `Delete ${name}?` : `Delete ${showCount(count, "draft", "drafts")}?`,
  deleteBody: "A draft that was never published is deleted for good. This cannot be undone.",
  deleteDo: "Delete",
  undo: "Undo",
  emptyTitle: "No automation yet",
  emptyBody:
    "An automation waits for its trigger in your store, then texts the customer. Start " +
    "with a template: each is written and timed for you.",
  emptyAction: "Browse templates",
  noMatchTitle: "No results",
  noMatchBody: "No automation fits this search and these filters.",
  noneInView: {
    all: "Every automation is archived. Start a new one from a template.",
    on: "Nothing is on. An automation texts customers only while it is on.",
    off: "Nothing is turned off.",
    drafts: "There is no draft. A draft is an automation that was never published.",
    archived: "Nothing is archived. What you archive leaves the list, and its log stays.",
  },
  showAll: "Clear all",
  popularTitle: "Popular templates",
  popularBody: "These go well together.",
  switchFailed: "That did not work. Try again in a moment.",
};
