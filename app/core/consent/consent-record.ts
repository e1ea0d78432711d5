import { z } from "zod";
import { consentStates } from "../statuses.ts";

/** What is blank is not there. */
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);

/** What is kept of one change of consent: the proof of it, or what there is of one. */
export const consentRecord = z.object({
  /** E.164; of an erased customer only the keyed hash is left. */
  phone: text,
  phoneHash: text,
  state: z.enum(consentStates).nullable().default(null),
  /** ISO instant. */
  at: text,
  /** IANA zone that the customer's clock showed. */
  timezone: text,
  /** checkout, form, keyword, import, admin ... */
  how: text,
  /** Shopify's word: single_opt_in, confirmed_opt_in, unknown. */
  optInLevel: text,
  /** The exact disclosure that was agreed to, or the words that revoked. */
  words: text,
  wordsVersion: text,
  page: text,
  ip: text,
  userAgent: text,
  /** The message that said it. */
  messageId: text,
  /** Of a double opt-in: what asked, and what answered. */
  messageIds: z.array(z.string()).readonly().default([]),
});
type CompleteConsent = z.infer<typeof consentRecord>;
/** A record as it is found, with parts missing. */
export type ConsentOnRecord = z.input<typeof consentRecord>;

/** Version of what a proof must have. Source: 47 CFR 64.1200(a)(2), (f)(9); CTIA Messaging Principles 5.1. */
export const PROOF_VERSION = "consent-proof@2026-11";

interface Part {
  /** As a merchant reads it. */
  part: string;
  neededBy(record: CompleteConsent): boolean;
  has(record: CompleteConsent): boolean;
}

const always = () => true;
const isYes = ({ state }: CompleteConsent) => state === "subscribed" || state === "pending";
const yesBy =
  (...ways: string[]) =>
  (record: CompleteConsent) =>
    isYes(record) && record.how !== null && ways.includes(record.how);
const saidNo = ({ state }: CompleteConsent) => state === "unsubscribed";
const confirmed = (record: CompleteConsent) =>
  record.state === "subscribed" &&
  record.optInLevel?.toLowerCase() === "confirmed_opt_in" &&
  (record.how === "form" || record.how === "keyword");

const parts: readonly Part[] = [
  { part: "phone number", neededBy: always, has: ({ phone, phoneHash }) => phone !== null || phoneHash !== null },
  { part: "state", neededBy: always, has: ({ state }) => state !== null },
  { part: "time", neededBy: always, has: ({ at }) => at !== null },
  { part: "how it was given", neededBy: always, has: ({ how }) => how !== null },
  { part: "time zone", neededBy: yesBy("form"), has: ({ timezone }) => timezone !== null },
  {
    part: "opt-in level",
    neededBy: isYes,
    has: ({ optInLevel }) => optInLevel !== null && optInLevel.toLowerCase() !== "unknown",
  },
  { part: "disclosure text", neededBy: yesBy("form", "keyword", "import"), has: ({ words }) => words !== null },
  {
    part: "disclosure version",
    neededBy: yesBy("form", "keyword", "import"),
    has: ({ wordsVersion }) => wordsVersion !== null,
  },
  { part: "page address", neededBy: yesBy("form"), has: ({ page }) => page !== null },
  { part: "IP address", neededBy: yesBy("form"), has: ({ ip }) => ip !== null },
  { part: "browser", neededBy: yesBy("form"), has: ({ userAgent }) => userAgent !== null },
  {
    part: "the text that said it",
    neededBy: (record) => yesBy("keyword")(record) || (saidNo(record) && record.how === "keyword"),
    has: ({ messageId, messageIds }) => messageId !== null || messageIds.length > 0,
  },
  {
    part: "the question and the answer of the double opt-in",
    neededBy: confirmed,
    has: ({ messageIds }) => messageIds.length >= 2,
  },
  {
    part: "the words that revoked",
    neededBy: (record) => saidNo(record) && (record.how === "keyword" || record.how === "provider"),
    has: ({ words }) => words !== null,
  },
];

/** What a record lacks as proof, in a merchant's words; nothing for a complete one. */
export function missingProofFields(record: ConsentOnRecord): string[] {
  const known = consentRecord.parse(record);
  return parts.filter((part) => part.neededBy(known) && !part.has(known)).map(({ part }) => part);
}
