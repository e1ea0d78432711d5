/** The reasons of decisions: the log's key, its label and the remedy for the merchant. */
export const reasons = {
  shop_uninstalled: { label: "The app was not installed" },
  automation_paused: { label: "The automation was off", remedy: "Turn the automation on." },
  automation_archived: { label: "The automation was archived" },
  sequence_cancelled: { label: "The sequence had been cancelled" },
  cancelled_by_hand: { label: "Someone cancelled it by hand" },
  republished: { label: "A new version was published, and those inside were cancelled" },
  exited: { label: "The customer had left the sequence" },
  conditions_not_met: { label: "The conditions were not met" },
  reentry_limit: { label: "The customer had been through it already" },
  stale_event: { label: "The store told us too late for this to be useful" },
  no_customer: { label: "The store named no customer" },
  customer_erased: { label: "The customer's data was erased" },
  no_phone: { label: "There was no phone number", remedy: "Ask for a phone number at checkout." },
  invalid_phone: { label: "The phone number is not valid" },
  country_not_served: { label: "We do not send to this country" },
  no_consent: {
    label: "The customer had not agreed to marketing texts",
    remedy: "Collect SMS consent at checkout or with the opt-in form.",
  },
  not_written: {
    label: "The customer has not written to you lately, and has not agreed to texts",
    remedy: "Wait until they write, or collect their consent.",
  },
  opt_in_pending: {
    label: "The customer had not answered YES yet",
    remedy: "Nothing to do: texts begin once the customer confirms.",
  },
  no_email: { label: "There was no e-mail address" },
  no_email_consent: { label: "The customer had not agreed to marketing e-mails" },
  opted_out: { label: "The customer had said stop", remedy: "Only the customer can undo this, by answering START." },
  reply_held: {
    label: "A reply may have meant stop; it waits for your answer",
    remedy: "Read the reply and say whether marketing may go on.",
  },
  cart_already_reminded: { label: "This cart had its reminder already" },
  quiet_hours: { label: "It was quiet hours where the customer lives" },
  frequency_cap: { label: "The customer had had enough messages lately" },
  template_error: { label: "The text could not be written", remedy: "Open the automation and correct its message." },
  message_empty: { label: "The text came out empty", remedy: "Give the details in the message a fallback." },
  message_too_long: { label: "The text came out too long", remedy: "Shorten the message." },
  insufficient_credits: {
    label: "There were not enough credits",
    remedy: "Buy credits; the next texts go out as usual.",
  },
  credits_held: { label: "It waits for credits", remedy: "Buy credits; what waits then goes out." },
  provider_rejected: { label: "The phone company refused the text" },
  provider_unreachable: { label: "The phone company could not be reached" },
  outcome_unknown: { label: "It cannot be told whether the text went out; it is not sent again" },
  action_error: { label: "The step failed" },
  loop_stopped: {
    label: "It had set itself off too often",
    remedy: "Look for an automation that starts itself again.",
  },
  holdout: { label: "The customer is in the holdout group" },
  concurrent_limit: { label: "The customer was in too many of these at once" },
  duplicate: { label: "It had been done already for the same order, cart or event" },
} as const satisfies Record<string, { label: string; remedy?: string }>;

export type Reason = keyof typeof reasons;

/** Why the app ignored a store event. */
export const ignoredReasons = {
  topic_not_used: "Nothing in Shopbell listens to this topic",
  consent_unknown: "The consent has no state",
  payload_invalid: "Its body is not what Shopify documents for the topic",
  shop_uninstalled: "The shop had uninstalled the app",
  shop_not_gone: "A shop is erased two days after it left, and this one has not been gone for a day",
} as const;

export type IgnoredReason = keyof typeof ignoredReasons;
