import type { Check } from "#core/explanation.ts";
import { sayDecision } from "./decisions.ts";
import { spelledOut } from "./sentence.ts";

const answers: Record<Exclude<Check["answer"], "skip">, string> = {
  pass: "Passed",
  defer: "Put off",
  exit: "Left the automation",
  hold: "Held",
};

/** What a check's answer meant for the action that it stood before. */
export const sayAnswer = (answer: Check["answer"], action: string): string => (answer === "skip" ? sayDecision(action, "skipped") : answers[answer]);

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
  about: "About",
  at: "Time",
  encoding: "Alphabet",
  entered_before_as: "Entered before for",
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

export const sayGuard = (guard: string): string => guards[guard] ?? spelledOut(guard);
export const sayValueName = (name: string): string => values[name] ?? spelledOut(name);
