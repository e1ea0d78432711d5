import type { EffectType } from "#core/engine/effects.ts";
import type { Check } from "#core/activity/explanation.ts";
import { formatDecisionLine } from "./decisions.ts";
import { spelledOut } from "./sentence.ts";

const answers: Record<Exclude<Check["answer"], "skip">, string> = {
  pass: "Passed",
  defer: "Put off",
  exit: "Left the automation",
  hold: "Held",
};

/**
 * What a check's answer meant for the action that it stood before.
 * @param guard a text that nobody could find out about was not withheld
 */
export const formatAnswer = (answer: Check["answer"], action: string, guard?: string): string =>
  answer !== "skip" ? answers[answer] : guard === "found_out" ? "No" : formatDecisionLine(action, "skipped");

/** What a step of the flow was to do. */
const effects: Readonly<Record<EffectType, string>> = {
  add_tags: "Were the tags added?",
  remove_tags: "Were the tags taken off?",
  update_field: "Was the field set?",
  add_to_segment: "Did the customer join the segment?",
  remove_from_segment: "Did the customer leave the segment?",
  call_webhook: "Did the web address answer?",
  create_task: "Was the task created?",
  notify_admin: "Was the team told?",
  create_discount: "Was the discount code made?",
  start_automation: "Was the other automation started?",
};

/** The checks by the question that each one asks. */
const guards: Readonly<Record<string, string>> = {
  ...effects,
  fresh: "Did the store tell us in time?",
  customer: "Did the store name a customer?",
  reentry: "May the customer enter again?",
  concurrent: "Is the customer in few enough of these?",
  date: "Is there a date to go by?",
  exits: "Has nothing ended it?",
  loops: "Is it no loop of its own making?",
  conditions: "Do the conditions hold?",
  exit_conditions: "Is there no reason to let the customer go?",
  shop_installed: "Is the app installed?",
  automation_active: "Is the automation on?",
  sequence_active: "Is the customer's run still going?",
  customer_not_erased: "Does the customer's data still exist?",
  number_valid: "Is the phone number valid?",
  country_served: "Do we send to this country?",
  consent: "Did the customer agree to this text?",
  cart_rule: "Has this cart not had its reminder?",
  quiet_hours: "Is it a fair hour where the customer lives?",
  frequency_cap: "Has the customer had few enough texts lately?",
  message: "Can the text be written?",
  identification: "Does the first text say who writes, and how to stop?",
  email_address: "Is there an e-mail address?",
  email_consent: "Did the customer agree to this e-mail?",
  email_cap: "Has the customer had few enough e-mails lately?",
  credits_in_time: "Did credits come before the text was too late?",
  credits: "Are there enough credits?",
  withheld: "Was there still nothing against it right before the call?",
  number_unchanged: "Is the number still the one that was tried?",
  provider: "Did the phone company take the text?",
  found_out: "Could it be found out whether the text went out?",
  branch: "Which way does the customer go?",
  split: "Which way did chance decide?",
  wait_for_event: "Did it happen in time?",
  step: "Could the step be done?",
};

/** What a check looked at, where its name alone does not say it well. */
const values: Readonly<Record<string, string>> = {
  about: "About",
  arm: "Way taken",
  at: "Time",
  at_most: "At most",
  cart: "Cart",
  counted: "Counts towards the limit",
  drawn: "Number drawn",
  emails_lately: "E-mails lately",
  encoding: "Alphabet",
  enters_at: "Enters at",
  entered_before_as: "Entered before for",
  entered_last_at: "Last entered",
  entries_within_an_hour: "Entries in the last hour",
  erased: "Data erased",
  first_marketing_text: "First marketing text",
  happened: "Happened",
  inside: "In so many now",
  jurisdiction: "Rules of",
  last_email: "Last e-mail",
  last_text: "Last text",
  left_at: "Cart left",
  met: "They hold",
  names_the_shop: "Names the shop",
  needed: "Credits needed",
  on: "Ended by",
  own_actions_before: "Our own actions before it",
  phone: "Phone number",
  reminded_at: "Reminded",
  reply_in_doubt: "A reply is in doubt",
  room_from: "Room again from",
  said_stop: "Said stop",
  wrote_last: "Wrote last",
  says_how_to_stop: "Says how to stop",
  seen: "Ended by",
  share: "Its share",
  subject: "Event about",
  texts_lately: "Texts lately",
  told_by_store_at: "It happened",
  waited_since: "Waited since",
  zones: "Time zone",
  zones_from: "Known from",
};

const sayBy = (texts: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(texts, key) && texts[key]) || spelledOut(key);

export const formatGuard = (guard: string): string => sayBy(guards, guard);
export const formatValueName = (name: string): string => sayBy(values, name);
