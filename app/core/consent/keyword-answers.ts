import { Temporal, type Instant } from "../time/time.ts";

/** What an inbound text is answered with at once. */
export type KeywordAnswer =
  | "stop"
  /** START, by a number that is subscribed again. */
  | "start"
  /** START, by a number that did not agree to marketing before its STOP. */
  | "start_orders"
  | "help"
  /** The yes of a double opt-in. */
  | "yes"
  /** A text-to-join keyword. */
  | "join";

const RATES = "Msg & data rates may apply";

const answers: Record<KeywordAnswer, (shop: string, joinKeyword: string | null) => string> = {
  stop: (shop) => `${shop}: you are unsubscribed and will get no more texts. Reply START to resume.`,
  start: (shop) => `${shop}: you will get texts again. Reply STOP to unsubscribe, HELP for help.`,
  start_orders: (shop, joinKeyword) =>
    `${shop}: you can get texts about your orders. For offers, ` +
    `${joinKeyword ? `text ${joinKeyword}` : "sign up in our store"}. Reply STOP to unsubscribe, HELP for help.`,
  help: (shop) =>
    `${shop}: texts about your orders and offers. Reply STOP to unsubscribe. Message and data rates may apply.`,
  yes: (shop) =>
    `${shop}: you are subscribed to our texts. Reply STOP to unsubscribe, HELP for help. Message ` +
    "and data rates may apply.",
  join: (shop) =>
    `${shop}: you are subscribed to recurring texts. Msg frequency varies. ${RATES}. Reply STOP to opt out, HELP for help.`,
};

/**
 * The answer to a keyword: one confirmation without marketing.
 * @param joinKeyword the shop's first text-to-join keyword
 */
export const keywordAnswerOf = (answer: KeywordAnswer, shop: string, joinKeyword: string | null = null): string =>
  answers[answer](shop, joinKeyword);

const MAX_CONFIRM_MINUTES = 5;

/**
 * Whether an opt-out may still be confirmed. After five minutes a confirmation is not allowed (47 CFR 64.1200(a)(12)).
 */
export const mayConfirm = (receivedAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(now, receivedAt.add({ minutes: MAX_CONFIRM_MINUTES })) <= 0;
