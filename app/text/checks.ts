import type { Check } from "#core/explanation.ts";

/** What a check's answer means for the text. */
export const answerText: Record<Check["answer"], string> = {
  pass: "Passed",
  skip: "Not sent",
  defer: "Put off",
  exit: "Left the sequence",
  hold: "Held",
};

/** The checks by the question that each one asks. */
const guards: Readonly<Record<string, string>> = {
  fresh: "Did the store tell us in time?",
  customer: "Did the store name a customer?",
  reentry: "May the customer enter again?",
  exits: "Has nothing ended it?",
  shop_installed: "Is the app installed?",
  automation_active: "Is the automation on?",
  sequence_active: "Is the customer's run still going?",
  customer_not_erased: "Does the customer's data still exist?",
  number_valid: "Is the phone number valid?",
  country_served: "Do we send to this country?",
  consent: "Did the customer agree to this text?",
  quiet_hours: "Is it a fair hour where the customer lives?",
  message: "Can the text be written?",
  credits: "Are there enough credits?",
};

/** What a check looked at, where its name alone does not say it well. */
const values: Readonly<Record<string, string>> = {
  at: "Time",
  encoding: "Alphabet",
  entered_before_as: "Entered before as",
  erased: "Data erased",
  needed: "Credits needed",
  on: "Ended by",
  phone: "Phone number",
  said_stop: "Said stop",
  seen: "Ended by",
  subject: "Event about",
  told_by_store_at: "It happened",
  zones: "Time zone",
  zones_from: "Known from",
};

/** "frequency_cap" and "smsConsent" as "Frequency cap" and "Sms consent": for words that have no better text yet. */
function spellOut(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const sayGuard = (guard: string): string => guards[guard] ?? spellOut(guard);
export const sayValueName = (name: string): string => values[name] ?? spellOut(name);
