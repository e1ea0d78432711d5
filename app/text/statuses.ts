import type { RunState, RunWait } from "#core/engine/run-state.ts";
import type {
  AutomationStatus,
  ConsentState,
  CreditType,
  LogStatus,
  MessageStatus,
  ScheduledStatus,
  SequenceStatus,
} from "#core/statuses.ts";

const run: Record<RunState, string> = {
  pending: "Pending",
  running: "Running",
  waiting: "Waiting",
  paused: "Paused",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Labels of the statuses. */
export const statusText = {
  automation: {
    draft: "Draft",
    active: "On",
    paused: "Off",
    archived: "Archived",
  } satisfies Record<AutomationStatus, string>,
  /** Results of a decision, by its action's key. */
  decision: {
    send_sms: { sent: "Sent", done: "Sent", skipped: "Skipped", failed: "Failed" },
    enter: { sent: "Entered", done: "Entered", skipped: "Did not enter", failed: "Failed" },
    exit: { sent: "Exited", done: "Exited", skipped: "Exited", failed: "Failed" },
    other: { sent: "Done", done: "Done", skipped: "Skipped", failed: "Failed" },
  } satisfies Record<string, Record<LogStatus, string>>,
  message: {
    pending: "Waiting to go out",
    sending: "Going out",
    unknown: "Delivery unconfirmed",
    sent: "On its way",
    delivered: "Delivered",
    undelivered: "Not delivered",
    failed: "Rejected",
    received: "Received",
  } satisfies Record<MessageStatus, string>,
  /** The state of a run, as pages, commands and the API tell it. */
  run,
  /** What a waiting run waits for, unless a reason says it. */
  runWait: {
    due: "Its next step is not due yet",
    turn: "Its step is due and starts next",
    retry: "Its step is tried again",
    automation: "The automation is off",
    delivery: "Delivery of its text is not confirmed",
    release: "It is on hold",
  } satisfies Record<RunWait, string>,
  /** A sequence's stored status, as a check saw it and as the history of changes tells it. */
  sequence: {
    active: "Active",
    paused: run.paused,
    completed: run.completed,
    cancelled: run.cancelled,
    failed: run.failed,
  } satisfies Record<SequenceStatus, string>,
  step: {
    scheduled: "Scheduled",
    cancelled: "Cancelled",
    executed: "Done",
    failed: "Failed",
  } satisfies Record<ScheduledStatus, string>,
  consent: {
    not_subscribed: "Not subscribed",
    pending: "Pending confirmation",
    subscribed: "Subscribed",
    unsubscribed: "Unsubscribed",
  } satisfies Record<ConsentState, string>,
  emailConsent: {
    not_subscribed: "Not subscribed",
    pending: "Pending confirmation",
    subscribed: "Subscribed",
    unsubscribed: "Unsubscribed",
  } satisfies Record<ConsentState, string>,
  credit: {
    grant: "Granted",
    purchase: "Bought",
    reserve: "Reserved for SMS",
    settle: "SMS sent",
    release: "Released, SMS not sent",
    refund: "Refunded, SMS not delivered",
    adjust: "Corrected",
  } satisfies Record<CreditType, string>,
};
