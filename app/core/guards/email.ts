import { z } from "zod";
import type { ConsentState } from "../statuses.ts";
import { pass, skip, type Answer, type StepFacts } from "./define.ts";

/** Where an e-mail would go, and whether the customer agreed to marketing by e-mail. */
export interface Mailbox {
  address: string | null;
  consent: ConsentState;
}

export interface EmailGuard {
  name: string;
  check(facts: StepFacts, mailbox: Mailbox): Answer;
}

const notErased: EmailGuard = {
  name: "customer_not_erased",
  check: ({ customer }) => (customer.erased ? skip("customer_erased", { erased: true }) : pass({ erased: false })),
};

const addressed: EmailGuard = {
  name: "email_address",
  check: (_facts, { address }) => (z.email().safeParse(address).success ? pass({ email: address }) : skip("no_email", { email: address })),
};

const agreed: EmailGuard = {
  name: "email_consent",
  check: ({ kind }, { consent }) => {
    const saw = { consent };
    if (kind === "transactional") return pass(saw, "transactional: address given with the order");
    return consent === "subscribed" ? pass(saw, "marketing: consent by e-mail") : skip(consent === "unsubscribed" ? "opted_out" : "no_email_consent", saw, "marketing: consent by e-mail");
  },
};

/** Before every e-mail, after the guards of the step. */
export const emailGuards: readonly EmailGuard[] = [notErased, addressed, agreed];
