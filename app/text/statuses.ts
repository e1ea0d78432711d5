import type {
  AutomationStatus,
  ConsentState,
  CreditType,
  LogStatus,
  MessageStatus,
  ScheduledStatus,
  SequenceStatus,
} from "#core/statuses.ts";

/** The statuses of the domain as merchants read them. */
export const statusText = {
  automation: {
    draft: "Draft",
    active: "On",
    paused: "Off",
    archived: "Archived",
  } satisfies Record<AutomationStatus, string>,
  /** What came of a decision, by its action's key: only a text can be sent or not sent. */
  decision: {
    send_sms: { sent: "Sent", done: "Sent", skipped: "Not sent", failed: "Failed" },
    enter: { sent: "Entered", done: "Entered", skipped: "Did not enter", failed: "Failed" },
    exit: { sent: "Left", done: "Left", skipped: "Left", failed: "Failed" },
    other: { sent: "Done", done: "Done", skipped: "Left out", failed: "Failed" },
  } satisfies Record<string, Record<LogStatus, string>>,
  message: {
    pending: "Waiting to go out",
    sending: "Going out",
    unknown: "Outcome unknown",
    sent: "On its way",
    delivered: "Delivered",
    undelivered: "Not delivered",
    failed: "Refused",
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
    not_subscribed: "No marketing consent",
    pending: "Consent not confirmed",
    subscribed: "Agreed to marketing texts",
    unsubscribed: "Said stop",
  } satisfies Record<ConsentState, string>,
  emailConsent: {
    not_subscribed: "No marketing consent",
    pending: "Consent not confirmed",
    subscribed: "Agreed to marketing e-mails",
    unsubscribed: "Unsubscribed",
  } satisfies Record<ConsentState, string>,
  credit: {
    grant: "Granted",
    purchase: "Bought",
    reserve: "Held for a text",
    settle: "Text paid",
    release: "Given back, text not sent",
    refund: "Refunded, text not delivered",
    adjust: "Corrected",
  } satisfies Record<CreditType, string>,
};
