import { LIST_IMPORT } from "../../consent/own-sources.ts";
import { isConfirmed, needsProof, withConsent, type StatedConsent, type Subscriber } from "../../consent/subscriber.ts";
import type { ListedContact } from "./read-contact.ts";

/**
 * What an import makes of a row: `new` and `known` numbers consent by it; `consenting` ones did before; `opted_out` ones
 * said stop here, and stay out; `opt_out` ones are taken out by the list; `no_proof` ones become contacts without a
 * consent; `duplicate` and `invalid` rows are left.
 */
export const contactOutcomes = [
  "new",
  "known",
  "consenting",
  "no_proof",
  "opted_out",
  "opt_out",
  "duplicate",
  "invalid",
] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

/** How many rows came to what. */
export type OutcomeCounts = Record<ContactOutcome, number>;

interface Judging {
  /** The number as it is known here; null for one that is not. */
  known: Subscriber | null;
  /** The number said stop to the sender, or the shop's staff stopped it. */
  isSuppressed: boolean;
  /** Whether it was known before the import. */
  isNew: boolean;
  /** Whether the shop asks for a confirmation by text. */
  doubleOptIn: boolean;
  /** ISO instant. */
  now: string;
  /** The version of the words that the proof cites. */
  wordsVersion: string;
}

export interface Judgement {
  outcome: Exclude<ContactOutcome, "duplicate" | "invalid">;
  /** The subscriber after the row; null when it does not change. */
  after: Subscriber | null;
}

const UNKNOWN: Subscriber = {
  id: "",
  shopId: "",
  channel: "sms",
  address: null,
  addressHash: null,
  consent: "not_subscribed",
  consentAt: null,
  level: null,
  source: null,
  wordsVersion: null,
  namesCartReminders: false,
};

/**
 * Decides what a row does to its number. An opt-out holds at once, whatever it says of its time. A consent never revives
 * a number that said stop or that its sender suppresses, and changes nothing for one that consents already.
 */
export function judgeContact(
  { optsOut, proof }: Pick<ListedContact, "optsOut" | "proof">,
  { known, isSuppressed, isNew, doubleOptIn, now, wordsVersion }: Judging,
): Judgement {
  const before = known ?? UNKNOWN;
  if (optsOut)
    return {
      outcome: "opt_out",
      after:
        before.consent === "unsubscribed"
          ? null
          : { ...before, consent: "unsubscribed", consentAt: now, source: LIST_IMPORT, wordsVersion },
    };
  if (isSuppressed || before.consent === "unsubscribed") return { outcome: "opted_out", after: null };
  if (!proof) return { outcome: before.consent === "subscribed" ? "consenting" : "no_proof", after: null };
  const stated: StatedConsent = {
    state: doubleOptIn && !isConfirmed(proof.level) ? "pending" : "subscribed",
    optInLevel: proof.level,
    source: LIST_IMPORT,
    words: proof.words,
    wordsVersion,
    updatedAt: proof.at,
  };
  const after = withConsent(before, stated);
  return after && needsProof(before, after)
    ? { outcome: isNew ? "new" : "known", after }
    : { outcome: "consenting", after: null };
}

/**
 * What the undoing of an import did with a row: `kept_opt_out`: the number has opted out; `kept_consent`: its consent was
 * confirmed or changed since; `kept_contact`: something else refers to the contact by now.
 */
export const undoResults = ["taken_back", "kept_consent", "kept_contact", "kept_opt_out"] as const;
export type UndoResult = (typeof undoResults)[number];
