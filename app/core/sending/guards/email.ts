import { z } from "zod";
import { capReached, ruleOfCap } from "../caps.ts";
import { formatDuration } from "#core/time/duration.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { consentsRead } from "./consents-read.ts";
import { checkOrder } from "./eligibility.ts";
import { pass, skip, type GuardAnswer, type StepFacts } from "./define.ts";
import { shopHoldout } from "./shop-holdout.ts";

/** The recipient of an e-mail, their e-mail consent and recent marketing e-mails. */
export interface Mailbox {
  address: string | null;
  consent: ConsentState;
  /** Recent marketing e-mails from the shop to the address, newest first. */
  recent: readonly Instant[];
}

export interface EmailGuard {
  name: string;
  /** As of a text's guard. */
  applies?(facts: StepFacts): boolean;
  check(facts: StepFacts, mailbox: Mailbox): GuardAnswer;
}

const notErased: EmailGuard = {
  name: "customer_not_erased",
  check: ({ customer }) => (customer.erased ? skip("customer_erased", { erased: true }) : pass({ erased: false })),
};

const orderOpen: EmailGuard = { name: "order_open", check: (facts) => checkOrder(facts) };

export const validAddress: EmailGuard = {
  name: "email_address",
  check: (_facts, { address }) =>
    z.email().safeParse(address).success ? pass({ email: address }) : skip("no_email", { email: address }),
};

export const emailConsented: EmailGuard = {
  name: "email_consent",
  check: ({ kind }, { address, consent }) => {
    const saw = { email: address, consent };
    if (kind === "transactional") return pass(saw, "transactional: address given with the order");
    return consent === "subscribed"
      ? pass(saw, "marketing: consent by email")
      : skip(consent === "unsubscribed" ? "opted_out" : "no_email_consent", saw, "marketing: consent by email");
  },
};

/** Applies the shop's caps on marketing e-mails per address. */
const emailCap: EmailGuard = {
  name: "email_cap",
  check: ({ now, kind, shop: { emailCaps } }, { recent }) => {
    if (kind !== "marketing") return pass({ counted: false });
    const saw = { emails_lately: recent.length, last_email: recent[0]?.toString() ?? null };
    const reached = capReached(recent, emailCaps, now);
    if (!reached) return pass(saw, emailCaps.map(ruleOfCap).join(" + "));
    const { cap, until } = reached;
    return skip(
      "frequency_cap",
      { ...saw, at_most: `${cap.most} in ${formatDuration(cap.per)}`, room_from: until.toString() },
      ruleOfCap(cap),
    );
  },
};

/** The guards of every e-mail, after the step guards. */
export const emailGuards: readonly EmailGuard[] = [
  notErased,
  orderOpen,
  validAddress,
  consentsRead,
  emailConsented,
  shopHoldout,
  emailCap,
];
