import { z } from "zod";
import { consentStates } from "../statuses.ts";

/** Optional text; blank text counts as missing. */
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);

/** The record of one consent change, which serves as proof of consent. */
export const consentRecord = z.object({
  /** E.164 number, or e-mail address. An erased customer has only `addressHash`. */
  address: text,
  addressHash: text,
  state: z.enum(consentStates).nullable().default(null),
  /** ISO instant. */
  at: text,
  /** The customer's IANA zone. */
  timezone: text,
  /** The source: checkout, form, keyword, import, admin and so on. */
  how: text,
  /** Shopify's level: single_opt_in, confirmed_opt_in or unknown. */
  optInLevel: text,
  /** The exact disclosure that the customer accepted, or the text that opted out. */
  words: text,
  wordsVersion: text,
  page: text,
  ip: text,
  userAgent: text,
  /** The inbound message that changed the consent. */
  messageId: text,
  /** The request and the answer of a double opt-in. */
  messageIds: z.array(z.string()).readonly().default([]),
});
type CompleteConsent = z.infer<typeof consentRecord>;
/** A stored record, possibly incomplete. */
export type ConsentOnRecord = z.input<typeof consentRecord>;

/** Version of the proof requirements. Source: 47 CFR 64.1200(a)(2), (f)(9); CTIA Messaging Principles 5.1. */
export const PROOF_VERSION = "consent-proof@2026-11";

interface ProofField {
  /** Display text. */
  part: string;
  neededBy(record: CompleteConsent): boolean;
  has(record: CompleteConsent): boolean;
}

const always = () => true;
const isOptIn = ({ state }: CompleteConsent) => state === "subscribed" || state === "pending";
const optInBy =
  (...ways: string[]) =>
  (record: CompleteConsent) =>
    isOptIn(record) && record.how !== null && ways.includes(record.how);
const isOptOut = ({ state }: CompleteConsent) => state === "unsubscribed";
const isDoubleOptIn = (record: CompleteConsent) =>
  record.state === "subscribed" &&
  record.optInLevel?.toLowerCase() === "confirmed_opt_in" &&
  (record.how === "form" || record.how === "keyword");

const proofFields: readonly ProofField[] = [
  {
    part: "phone number",
    neededBy: always,
    has: ({ address, addressHash }) => address !== null || addressHash !== null,
  },
  { part: "state", neededBy: always, has: ({ state }) => state !== null },
  { part: "time", neededBy: always, has: ({ at }) => at !== null },
  { part: "how it was given", neededBy: always, has: ({ how }) => how !== null },
  { part: "time zone", neededBy: optInBy("form"), has: ({ timezone }) => timezone !== null },
  {
    part: "opt-in level",
    neededBy: isOptIn,
    has: ({ optInLevel }) => optInLevel !== null && optInLevel.toLowerCase() !== "unknown",
  },
  { part: "disclosure text", neededBy: optInBy("form", "keyword", "import"), has: ({ words }) => words !== null },
  {
    part: "disclosure version",
    neededBy: optInBy("form", "keyword", "import"),
    has: ({ wordsVersion }) => wordsVersion !== null,
  },
  { part: "page address", neededBy: optInBy("form"), has: ({ page }) => page !== null },
  { part: "IP address", neededBy: optInBy("form"), has: ({ ip }) => ip !== null },
  { part: "browser", neededBy: optInBy("form"), has: ({ userAgent }) => userAgent !== null },
  {
    part: "the text that said it",
    neededBy: (record) => optInBy("keyword")(record) || (isOptOut(record) && record.how === "keyword"),
    has: ({ messageId, messageIds }) => messageId !== null || messageIds.length > 0,
  },
  {
    part: "the question and the answer of the double opt-in",
    neededBy: isDoubleOptIn,
    has: ({ messageIds }) => messageIds.length >= 2,
  },
  {
    part: "the words that revoked",
    neededBy: (record) => isOptOut(record) && (record.how === "keyword" || record.how === "provider"),
    has: ({ words }) => words !== null,
  },
];

/** The required fields that a record lacks, as display text; empty for a complete record. */
export function missingProofFields(record: ConsentOnRecord): string[] {
  const complete = consentRecord.parse(record);
  return proofFields.filter((part) => part.neededBy(complete) && !part.has(complete)).map(({ part }) => part);
}
