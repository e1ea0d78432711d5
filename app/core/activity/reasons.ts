/** The reasons of decisions: the log's key, its label and the remedy for the merchant. */
export const reasons = {
  shop_uninstalled: { label: "The app was not installed" },
  automation_paused: { label: "The automation was off", remedy: "Turn the automation on." },
  automation_archived: { label: "The automation was archived" },
  campaign_cancelled: { label: "The campaign was cancelled" },
  campaign_too_late: { label: "The campaign’s time had passed" },
  sequence_cancelled: { label: "The run was cancelled" },
  time_changed_by_hand: { label: "Your team changed the time of the message" },
  cancelled_by_hand: { label: "Cancelled by your team" },
  republished: { label: "A new version was published, and customers in the automation were removed" },
  exited: { label: "The customer had exited" },
  conditions_not_met: { label: "Conditions not met" },
  reentry_limit: { label: "Re-entry limit reached" },
  stale_event: { label: "The event arrived too late" },
  no_customer: { label: "The event named no customer" },
  customer_erased: { label: "The customer's data was erased" },
  order_closed: { label: "The order was cancelled or refunded" },
  test_delivery: { label: "Shopify sent the event as a test" },
  no_phone: { label: "No phone number", remedy: "Ask for a phone number at checkout." },
  invalid_phone: { label: "The phone number is not valid" },
  unreachable: {
    label: "The number cannot get texts",
    remedy: "Nothing to do: it is tried again later, or when the customer writes or gives another number.",
  },
  country_not_served: { label: "Country not supported" },
  sender_not_approved: {
    label: "Your sender is not approved for this country yet",
    remedy: "Finish the registration of your sender, or wait for the carriers' decision.",
  },
  sms_pumping: {
    label: "Too many new numbers like this one: it looks like SMS pumping",
    remedy: "If these sign-ups are real, raise the limit under Settings, Frequency caps.",
  },
  no_consent: {
    label: "Not subscribed to SMS marketing",
    remedy: "Collect SMS consent at checkout.",
  },
  not_written: {
    label: "No recent reply, and not subscribed to SMS",
    remedy: "Wait until the customer texts you, or collect their consent.",
  },
  opt_in_pending: {
    label: "Double opt-in not confirmed",
    remedy: "Nothing to do: texts begin once the customer answers YES.",
  },
  not_confirmed: {
    label: "No confirmed opt-in to cart reminders",
    remedy: "Turn on double opt-in, with a question that names cart reminders.",
  },
  no_email: { label: "No email address" },
  no_email_consent: { label: "Not subscribed to email marketing" },
  opted_out: { label: "Unsubscribed", remedy: "Only the customer can undo this, by answering START." },
  reply_held: {
    label: "A reply needs review: it may have meant stop",
    remedy: "Read the reply in the inbox and review it.",
  },
  cart_already_reminded: { label: "This cart already had its reminder" },
  quiet_hours: { label: "Quiet hours at the customer's location" },
  restore_unread: { label: "Waits until it is known who was texted, and who opted out, before a back-up was restored" },
  sent_before_restore: { label: "Sent already, before a back-up was restored" },
  frequency_cap: { label: "Frequency cap reached" },
  template_error: { label: "The text could not be written", remedy: "Open the automation and correct its message." },
  message_empty: { label: "The text is empty", remedy: "Give the variables in the message a fallback text." },
  message_too_long: { label: "The text is too long", remedy: "Shorten the message." },
  spend_cap: {
    label: "Spend cap reached",
    remedy: "Raise the spend cap, or wait until the next day or month.",
  },
  insufficient_credits: {
    label: "Not enough credits",
    remedy: "Buy credits; the next texts go out as usual.",
  },
  credits_held: { label: "Waiting for credits", remedy: "Buy credits; the texts on hold are sent then." },
  restored: { label: "Was due when a back-up was restored; it may have gone out already" },
  sender_busy: { label: "Waiting for the carrier, which takes no more texts at the moment" },
  provider_rejected: { label: "The carrier rejected the text" },
  provider_unreachable: { label: "The carrier could not be reached" },
  outcome_unknown: { label: "Delivery could not be confirmed; the text is not sent again" },
  action_error: { label: "The step failed" },
  loop_stopped: {
    label: "The automation triggered itself too often",
    remedy: "Look for a step that triggers its own automation.",
  },
  holdout: { label: "Holdout group" },
  shop_holdout: {
    label: "In the shop's holdout group",
    remedy: "Nothing to do: a part of your customers gets no marketing, so that you see what it causes.",
  },
  concurrent_limit: { label: "Too many active runs for this customer" },
  duplicate: { label: "Already handled for this order, cart or event" },
} as const satisfies Record<string, { label: string; remedy?: string }>;

export type Reason = keyof typeof reasons;

/** Why the app ignored a store event. */
export const ignoredReasons = {
  topic_not_used: "Shopbell does not use this topic",
  consent_unknown: "The consent has no state",
  payload_invalid: "Its body is not what Shopify documents for the topic",
  shop_uninstalled: "The shop had uninstalled the app",
  told_already: "Another event of the same topic had told it already: one was fetched, the other came late",
  added_by_shopbell: "Shopbell itself added the customer to Shopify, after their sign-up for texts",
  order_unknown: "Neither an event nor Shopify told of its order",
  shop_not_gone: "A shop is erased two days after it left, and this one has not been gone for a day",
} as const;

export type IgnoredReason = keyof typeof ignoredReasons;
