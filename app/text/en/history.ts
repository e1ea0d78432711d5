import type { AuditAction, AuditArea } from "#core/team/audit-actions.ts";
import { showMoney } from "../money.ts";
import { showChange, showCount } from "../number.ts";
import { spelledOut, uncapitalised, within } from "../sentence.ts";
import { statusText } from "../statuses.ts";
import { access } from "./access.ts";
import { health } from "./health.ts";
import { settings } from "./settings.ts";

/** The data that a sentence about a change may use. */
export interface HistoryChange {
  /** The name of the changed automation or task. */
  name: string | null;
  customer: string | null;
  /** The part of `target` after the colon. */
  id: string;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  /** Formats an instant for a sentence. */
  when: (value: unknown) => string;
}

const phoneOf = (phone: unknown): string => (typeof phone === "string" ? phone : "a number");
const quoted = (name: string | null): string => (name ? `“${name}”` : "a deleted automation");
const whose = (customer: string | null): string => (customer ? ` for ${customer}` : "");
const known = (words: Readonly<Record<string, string>>, key: unknown, otherwise = "Changed"): string =>
  words[String(key)] ?? otherwise;
const conversation = (customer: string | null): string =>
  customer ? `the conversation with ${customer}` : "a conversation";
const segment = (name: unknown): string => `“${typeof name === "string" ? name : ""}”`;
const customers = (count: unknown): string => showCount(Number(count) || 0, "customer", "customers");
const credits = (count: unknown): string => showCount(Number(count) || 0, "credit", "credits");
const notices = (count: unknown): string => showCount(Number(count) || 0, "notice", "notices");
/** Names up to three settings, and counts more. */
function whichSettings(keys: readonly string[]): string {
  const names = Object.entries(settings.names).flatMap(([key, name]) => (keys.includes(key) ? [name] : []));
  return names.length > 0 && names.length < 4
    ? names.map(uncapitalised).join(", ")
    : showCount(keys.length, "field", "fields");
}
const money = ({ amount, currency }: Readonly<Record<string, unknown>>): string =>
  typeof amount === "string" && typeof currency === "string" ? showMoney(amount, currency) : "a limit";
const planStatuses = {
  active: "Approved auto top-up at Shopify",
  declined: "Declined auto top-up at Shopify",
  expired: "Let the request for auto top-up expire",
  frozen: "Shopify froze auto top-up",
  cancelled: "Auto top-up ended at Shopify",
};
const runs = { backtest: "a backtest", contact_import: "work on a list of contacts" };
const automationChanges = {
  active: "Turned on",
  paused: "Turned off",
  archived: "Archived",
  draft: "Turned back into a draft:",
};
const campaignChanges = {
  scheduled: "Scheduled the campaign",
  draft: "Took off the schedule the campaign",
  sending: "Started the campaign",
  paused: "Paused the campaign",
  cancelled: "Cancelled the campaign",
};
const verdicts = { stop: "unsubscribed", go_on: "kept subscribed" };
const roleNamed = (role: unknown): string =>
  Object.entries(access.roles).find(([key]) => key === role)?.[1].name ?? "another one";

/** A sentence for each audited action. */
const sentences: Record<AuditAction, (change: HistoryChange) => string> = {
  "automation.created": ({ name }) => `Created the automation ${quoted(name)}`,
  "automation.deleted": ({ before }) => `Deleted the draft ${quoted(String(before.name))}`,
  "automation.draft": ({ name }) => `Changed the draft of ${quoted(name)}`,
  "automation.published": ({ name, after }) =>
    `Published ${quoted(name)}${typeof after.version === "number" ? ` as version ${after.version}` : ""}`,
  "automation.started": ({ name, customer }) => `Started ${quoted(name)} by hand${whose(customer)}`,
  "automation.status": ({ name, before, after }) =>
    `${before.status === "archived" ? "Unarchived" : known(automationChanges, after.status)} ${quoted(name)}`,
  "campaign.created": ({ after }) => `Created the campaign ${quoted(String(after.name))}`,
  "campaign.deleted": ({ before }) => `Deleted the draft of the campaign ${quoted(String(before.name))}`,
  "campaign.draft": ({ after }) => `Changed the draft of the campaign ${quoted(String(after.name))}`,
  "campaign.status": ({ before, after }) =>
    `${before.status === "paused" && after.status === "sending" ? "Resumed the campaign" : known(campaignChanges, after.status)} ${quoted(String(after.name))}`,
  "automation.tagged": ({ name }) => `Changed the tags of ${quoted(name)}`,
  "sequence.status": ({ name, customer, after }) =>
    `${known({ active: "Resumed", paused: "Paused", cancelled: "Cancelled" }, after.status)} ` +
    `${quoted(name)}${whose(customer)}`,
  "run.started": ({ after }) => `Started ${known(runs, after.kind, "a background job")}`,
  "run.cancelled": ({ after }) => `Cancelled ${known(runs, after.kind, "a background job")}`,
  "step.cancelled": ({ name, customer }) => `Skipped a step of ${quoted(name)}${whose(customer)}`,
  "message.skipped": ({ name, customer }) => `Skipped the next message of ${quoted(name)}${whose(customer)}`,
  "message.sent_now": ({ name, customer }) => `Sent the next message of ${quoted(name)}${whose(customer)} now`,
  "wait.ended_now": ({ name, customer }) => `Ended a wait of ${quoted(name)}${whose(customer)}`,
  "step.run_now": ({ name, customer }) => `Ran a step of ${quoted(name)}${whose(customer)} now`,
  "step.moved": ({ name, customer, after, when }) =>
    `Rescheduled a step of ${quoted(name)}${whose(customer)} to ${within(when(after.dueAt)) || "another time"}`,
  "activity.exported": () => "Downloaded the log",
  "archive.taken": () => "Downloaded the archive of everything",
  "contacts.discarded": ({ before }) => `Discarded the list of contacts ${quoted(String(before.fileName))}`,
  "contacts.imported": ({ after }) =>
    `Imported the list of contacts ${quoted(String(after.fileName))}: ` +
    `${customers((Number(after.new) || 0) + (Number(after.known) || 0))} opted in`,
  "contacts.undone": ({ after }) => `Undid the import of the list ${quoted(String(after.fileName))}`,
  "contacts.uploaded": ({ after }) => `Uploaded the list of contacts ${quoted(String(after.fileName))}`,
  "consent.written_back": ({ after }) =>
    "refused" in after
      ? "Wrote a customer's consent back to Shopify; Shopify refused it"
      : "Wrote a customer's consent back to Shopify",
  "customer.added_to_shopify": ({ customer }) =>
    `Added a new subscriber to Shopify's customers${customer ? `: ${customer}` : ""}`,
  "customer.not_added_to_shopify": ({ customer, after }) =>
    `Shopify did not take ${customer ?? "a new subscriber"} as a customer: ${quoted(String(after.detail))}`,
  "conversation.assigned": ({ customer, after }) =>
    typeof after.assignee === "string"
      ? `Assigned ${conversation(customer)} to ${after.assignee}`
      : `Unassigned ${conversation(customer)}`,
  "conversation.closed": ({ customer }) => `Closed ${conversation(customer)}`,
  "conversation.noted": ({ customer }) => `Wrote a note in ${conversation(customer)}`,
  "conversation.reopened": ({ customer }) => `Reopened ${conversation(customer)}`,
  "conversation.marked": ({ customer, after }) =>
    `Marked ${conversation(customer)} as ` + (Number(after.unread) > 0 ? "unread" : "read"),
  "customer.suppressed": ({ customer }) => `Stopped all texts${customer ? ` to ${customer}` : " to a customer"}`,
  "customer.unsuppressed": ({ customer }) => `Let texts go again${customer ? ` to ${customer}` : " to a customer"}`,
  "data_request.answered": ({ customer }) => `Answered a request for data${customer ? ` of ${customer}` : ""}`,
  "data_request.downloaded": ({ customer }) => `Downloaded what is kept about ${customer ?? "a customer"}`,
  "evidence.taken": ({ customer }) =>
    `Generated a consent record${customer ? ` about ${customer}` : " about a customer"}`,
  "reply.settled": ({ customer, after }) =>
    `Reviewed an unclear reply${customer ? ` of ${customer}` : ""}: ` +
    known(verdicts, after.verdict, "see the conversation"),
  "team_number.code_sent": ({ after }) => `Sent a code to ${phoneOf(after.phone)}`,
  "team_number.proven": ({ after }) => `Confirmed ${phoneOf(after.phone)} as a number of the team`,
  "segment.changed": ({ after }) => `Changed the segment ${segment(after.name)}`,
  "segment.created": ({ after }) => `Created the segment ${segment(after.name)}`,
  "segment.deleted": ({ before }) => `Deleted the segment ${segment(before.name)}`,
  "segment.members_added": ({ after, customer }) =>
    `Added ${customer ?? customers(after.customers)} to the segment ${segment(after.name)}`,
  "segment.members_removed": ({ after, customer }) =>
    `Removed ${customer ?? customers(after.customers)} from the segment ${segment(after.name)}`,
  "text.written": ({ customer, after }) =>
    after.purpose === "test" ? "Sent a test text" : `Wrote a text${customer ? ` to ${customer}` : " to a customer"}`,
  "credits.adjust": ({ after }) => `Corrected the balance by ${showChange(Number(after.credits) || 0)}`,
  "credits.charge_active": ({ after }) => `Bought ${credits(after.credits)}`,
  "credits.charge_declined": ({ after }) => `Declined to buy ${credits(after.credits)}`,
  "credits.charge_expired": ({ after }) => `Let the purchase of ${credits(after.credits)} expire`,
  "credits.charge_pending": ({ after }) => `Has yet to approve the purchase of ${credits(after.credits)}`,
  "credits.exported": () => "Downloaded the ledger",
  "credits.grant": ({ after }) => `Granted ${credits(after.credits)}`,
  "credits.plan_asked": ({ after }) => `Asked Shopify for auto top-up, up to ${money(after)} a month`,
  "credits.charge_unknown": ({ after }) =>
    `Shopify lists a charge that no pack explains: ${String(after.words)}, ${String(after.price)} ${String(after.currency)}`,
  "credits.plan_status": ({ after }) => known(planStatuses, after.status, "Auto top-up changed at Shopify"),
  "credits.top_up_declined": ({ after }) => `Shopify declined to charge ${credits(after.credits)} as auto top-up`,
  "credits.order": ({ after }) => `Began to buy ${credits(after.credits)}`,
  "notices.read": ({ after }) => `Marked ${notices(after.notices)} as read`,
  "notices.unread": ({ after }) => `Marked ${notices(after.notices)} as unread`,
  "staff.role_changed": ({ name, after }) =>
    `Changed the role of ${name ?? "a member of the team"} to ${roleNamed(after.role)}`,
  "task.assigned": ({ name, after }) =>
    typeof after.assignee === "string"
      ? `Assigned the task “${name ?? ""}” to ${after.assignee}`
      : `Unassigned the task “${name ?? ""}”`,
  "task.commented": ({ name }) => `Commented on the task “${name ?? ""}”`,
  "task.created": ({ name }) => `Created the task “${name ?? ""}”`,
  "task.cancelled": ({ name }) => `Cancelled the task “${name ?? ""}”`,
  "task.done": ({ name }) => `Completed the task “${name ?? ""}”`,
  "task.reopened": ({ name }) => `Reopened the task “${name ?? ""}”`,
  "event_token.made": () => "Created a token for the store's own systems",
  "import.started": () => "Started the import of past customers and orders",
  "sender.created": () => "Began to set up a sender",
  "sender.registration_changed": () => "Changed the registration of the sender",
  "sender.rate_changed": ({ after }) => `Set the rate of the sender to ${String(after.perSecond)} a second`,
  "sender.submitted": () => "Sent the registration of the sender to the carriers",
  "sender.decided": ({ after }) =>
    after.status === "approved" ? "The carriers approved the sender" : "The carriers refused the sender",
  "sender.released": () => "Released the sender",
  "sender.suspended": () => "Suspended the sender",
  "sender.resumed": () => "Resumed the sender",
  "settings.changed": ({ after }) => `Changed the settings: ${whichSettings(Object.keys(after))}`,
  "view.saved": ({ after }) => `Saved the view “${String(after.name)}”`,
  "view.renamed": ({ before, after }) => `Renamed the view “${String(before.name)}” to “${String(after.name)}”`,
  "view.deleted": ({ before }) => `Deleted the view “${String(before.name)}”`,
  "event_token.revoked": () => "Revoked the token of the store's own systems",
  retry: ({ name, customer }) =>
    name ? `Tried a failed step of ${quoted(name)} again${whose(customer)}` : "Tried a failed event again",
  "scheduled_task.asked": ({ id }) => `Ran “${health.task(id)}” by hand`,
  "scheduled_task.disabled": ({ id }) => `Turned off “${health.task(id)}”`,
  "scheduled_task.enabled": ({ id }) => `Turned on “${health.task(id)}”`,
};

/** Labels of the changed fields. */
const fields: Readonly<Record<string, string>> = {
  dueAt: "Time",
  assignee: "Assigned to",
  closed: "Closed",
  from: "Created from",
  name: "Name",
  status: "Status",
  version: "Version",
  choice: "Customers in it",
  note: "Note",
  balance: "Balance",
  credits: "Credits",
  enabled: "On",
  had_token: "Token",
  has_token: "Token",
  suppressed: "Texts stopped",
  why: "Why",
  unread: "Unread texts",
  verdict: "Review",
  purpose: "For",
  query: "Filters",
};
/** Labels of the new values, by the kind of target. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  automation: { ...statusText.automation, finish: "Finish", move: "Move to the new version", cancel: "Cancel" },
  sequence: statusText.sequence,
  step: { ...statusText.step, retried: "Tried again" },
  event: { failed: "Failed", retried: "Tried again" },
  staff: Object.fromEntries(Object.entries(access.roles).map(([role, { name }]) => [role, name])),
  task: { open: "Open", done: "Done", cancelled: "Cancelled" },
};

/** The history of changes. */
export const history = {
  title: "History of changes",
  about: "Who changed what, and when. This list cannot be edited.",
  open: "What changed",
  openNamed: (sentence: string) => `What changed: ${sentence}`,
  who: "Who",
  anybody: "Anyone",
  what: "What",
  anything: "Anything",
  show: "Show",
  withoutRoutine: "Without routine changes",
  everything: "Everything",
  areas: {
    automations: "Automations",
    customers: "Customers",
    credits: "Credits",
    team: "Tasks and notices",
    settings: "Settings",
    operations: "Operation",
  } satisfies Record<AuditArea, string>,
  by: (who: string, when: string) => `${who} · ${when}`,
  shopify: "Shopify",
  nothing: "nothing",
  yes: "yes",
  no: "no",
  was: "before",
  emptyTitle: "Nothing has been changed yet",
  emptyBody: "Every change that your team makes is listed here, with the value before.",
  noMatchTitle: "No results",
  noMatchBody: "No change fits these filters.",
  onlyRoutineTitle: "Only routine changes",
  onlyRoutineBody: "Conversations marked as read, read notices and consent written back to Shopify are hidden.",
  showEverything: "Show everything",
  clear: "Clear all",
  /** @param action an `AuditAction`, or the action of another release */
  say: (action: string, change: HistoryChange): string =>
    Object.hasOwn(sentences, action)
      ? sentences[action as AuditAction](change)
      : spelledOut(action.replaceAll(".", " ")),
  field: (key: string): string => fields[key] ?? spelledOut(key.replaceAll(".", " ")),
  value: (kind: string, word: string): string => values[kind]?.[word] ?? word,
};
