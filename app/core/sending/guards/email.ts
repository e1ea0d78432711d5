import { z } from "zod";
import { capReached, ruleOfCap } from "../caps.ts";
import { formatDuration } from "#core/time/duration.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { pass, skip, type GuardAnswer, type StepFacts } from "./define.ts";

/** Where an e-mail would go, whether the customer agreed to marketing by e-mail, and what went there lately. */
export interface Mailbox {
  address: string | null;
  consent: ConsentState;
  /** When marketing e-mails of this shop went to the address lately, newest first. */
  recent: readonly Instant[];
}

export interface EmailGuard {
  name: string;
  check(facts: StepFacts, mailbox: Mailbox): GuardAnswer;
}

const notErased: EmailGuard = {
  name: "customer_not_erased",
  check: ({ customer }) => (customer.erased ? skip("customer_erased", { erased: true }) : pass({ erased: false })),
};

const addressed: EmailGuard = {
  name: "email_address",
  check: (_facts, { address }) =>
    z.email().safeParse(address).success ? pass({ email: address }) : skip("no_email", { email: address }),
};

const agreed: EmailGuard = {
  name: "email_consent",
  check: ({ kind }, { consent }) => {
    const saw = { consent };
    if (kind === "transactional") return pass(saw, "transactional: address given with the order");
    return consent === "subscribed"
      ? pass(saw, "marketing: consent by e-mail")
      : skip(consent === "unsubscribed" ? "opted_out" : "no_email_consent", saw, "marketing: consent by e-mail");
  },
};

/** No more marketing to one address than the shop's caps allow. */
const capped: EmailGuard = {
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

/** Before every e-mail, after the guards of the step. */
export const emailGuards: readonly EmailGuard[] = [notErased, addressed, agreed, capped];
