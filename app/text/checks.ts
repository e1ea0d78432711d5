import type { EffectType } from "#core/engine/effects.ts";
import type { Check } from "#core/activity/explanation.ts";
import { formatDecisionLine } from "./decisions.ts";
import { spelledOut } from "./sentence.ts";

const answers: Record<Exclude<Check["answer"], "skip">, string> = {
  pass: "Passed",
  defer: "Delayed",
  exit: "Exited",
  hold: "On hold",
};

/**
 * The result of a check.
 * @param guard "found_out" answers "No": an unconfirmed text was not skipped
 */
export const formatAnswer = (answer: Check["answer"], action: string, guard?: string): string =>
  answer !== "skip" ? answers[answer] : guard === "found_out" ? "No" : formatDecisionLine(action, "skipped");

/** Effects of a step. */
const effects: Readonly<Record<EffectType, string>> = {
  add_tags: "Tags added",
  remove_tags: "Tags removed",
  update_field: "Field set",
  add_to_segment: "Added to the segment",
  remove_from_segment: "Removed from the segment",
  call_webhook: "HTTP request",
  create_task: "Task created",
  notify_admin: "Team notified",
  create_discount: "Discount code created",
  find_discount: "Discount code found",
  start_automation: "Other automation started",
};

/** Names of the checks. */
const guards: Readonly<Record<string, string>> = {
  ...effects,
  fresh: "Event recent enough",
  customer: "Customer on the event",
  reentry: "Re-entry",
  concurrent: "Active runs per customer",
  date: "Date set",
  exits: "No exit event",
  loops: "No loop",
  conditions: "Entry conditions",
  exit_conditions: "Exit conditions",
  shop_installed: "App installed",
  automation_active: "Automation on",
  sequence_active: "Run active",
  customer_not_erased: "Customer data not erased",
  delivery: "No test delivery",
  order_open: "Order not cancelled or refunded",
  number_valid: "Valid phone number",
  country_served: "Country supported",
  sender_approved: "Sender approved for the country",
  sms_pumping: "No flood of new numbers",
  consents_read: "Consents read after a back-up was restored",
  consent: "SMS consent",
  shop_holdout: "Not in the shop's holdout group",
  cart_rule: "One reminder per cart",
  browse_rule: "Reminder of a viewed product",
  quiet_hours: "Quiet hours",
  frequency_cap: "Frequency cap",
  not_recovered: "Not sent before a back-up was restored",
  language: "Language of the text",
  message: "Message content",
  mms: "Picture or contact card",
  identification: "Sender name and opt-out in the first text",
  email_address: "Email address",
  email_consent: "Email consent",
  email_cap: "Email frequency cap",
  credits_in_time: "Credits in time",
  sender_busy: "Carrier takes texts",
  sender_in_time: "Carrier in time",
  spend_cap: "Spend cap",
  credits: "Credits",
  withheld: "Last check before sending",
  number_unchanged: "Number unchanged",
  provider: "Accepted by the carrier",
  found_out: "Delivery confirmed",
  branch: "Branch",
  split: "A/B split",
  wait_for_event: "Event in time",
  step: "Step",
};

/** Names of the values that a check used, where the key alone reads badly. */
const values: Readonly<Record<string, string>> = {
  about: "About",
  arm: "Branch taken",
  at: "Time",
  at_most: "At most",
  bucket: "Customer's bucket, of 100",
  cart: "Cart",
  cancelled_at: "Cancelled",
  chosen_by: "Chosen by",
  contact_card: "Contact card",
  counted: "Counts towards the limit",
  customer_language: "Customer’s language",
  drawn: "Number drawn",
  emails_lately: "Recent emails",
  encoding: "Alphabet",
  enters_at: "Enters at",
  entered_before_as: "Entered before for",
  entered_last_at: "Last entered",
  entries_within_an_hour: "Entries in the last hour",
  erased: "Data erased",
  first_marketing_text: "First marketing text",
  happened: "Happened",
  happened_at: "Order or consent of",
  holdout_percent: "Buckets held out",
  inside: "Active runs",
  jurisdiction: "Rules of",
  kept: "Keeps their earlier branch",
  last_email: "Last email",
  last_text: "Last text",
  left_at: "Cart left",
  met: "Conditions met",
  new_numbers_like_it: "New numbers like it",
  new_numbers_within_an_hour: "New numbers before it, within the hour",
  texts_since_the_copy: "Texts to the number that the back-up lacked",
  consents_were_read: "Shopify’s consents were read",
  list_was_read: "Twilio’s list was read",
  provider_id: "Twilio’s id",
  sent_at: "Sent",
  numbers_begin_with: "Numbers that begin with",
  names_the_shop: "Names the shop",
  needed: "Credits needed",
  on: "Exit event",
  order: "Order",
  own_actions_before: "Our own actions before it",
  phone: "Phone number",
  reminded_at: "Reminded",
  reply_in_doubt: "Unclear reply",
  room_from: "Next allowed",
  said_stop: "Unsubscribed",
  wrote_last: "Last reply",
  says_how_to_stop: "Has opt-out words",
  opt_out_link: "Has an opt-out link",
  seen: "Exit event",
  sent_as: "Sent as",
  share: "Its share",
  stands: "Order stands",
  subject: "Event about",
  test: "Sent as a test",
  texts_lately: "Recent texts",
  told_by_store_at: "It happened",
  waited_since: "Waited since",
  words_in: "Words in",
  zones: "Time zone",
  zones_from: "Time zone from",
};

const labelOf = (texts: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(texts, key) && texts[key]) || spelledOut(key);

export const formatGuard = (guard: string): string => labelOf(guards, guard);
export const formatValueName = (name: string): string => labelOf(values, name);
