import type {
  AutomationStatus,
  ConsentState,
  CreditType,
  LogStatus,
  MessageStatus,
  ScheduledStatus,
  SequenceStatus,
} from "#core/statuses.ts";

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
  sequence: {
    active: "Running",
    paused: "Paused",
    completed: "Completed",
    cancelled: "Cancelled",
    failed: "Failed",
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
