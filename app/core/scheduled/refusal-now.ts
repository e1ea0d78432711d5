import type { Reason } from "../activity/reasons.ts";
import type { Step } from "../actions/index.ts";
import type { GuardAnswer, StepFacts } from "../sending/guards/define.ts";
import { consentGuard } from "../sending/guards/consent.ts";
import {
  countryServed,
  notErased,
  numberReachable,
  orderOpen,
  senderApproved,
  validNumber,
} from "../sending/guards/eligibility.ts";
import { notPumped } from "../sending/guards/pumping.ts";
import { emailConsented, validAddress, type Mailbox } from "../sending/guards/email.ts";

/** The guards whose answer depends on the recipient and the order alone: it holds until one of them changes. */
const textGuards = [
  notErased,
  orderOpen,
  validNumber,
  numberReachable,
  countryServed,
  senderApproved,
  notPumped,
  consentGuard,
];
const emailGuards = [notErased, orderOpen];

/**
 * Why a message that is not due yet would be skipped if nothing changes until then; null when nothing known now stops
 * it. Limits, credits and quiet hours are asked only when the message is due.
 * @param facts as of the time when the message is due
 */
export function refusalNow({ type }: Pick<Step, "type">, facts: StepFacts, mailbox: Mailbox): Reason | null {
  const draft = { body: "" };
  const answers: GuardAnswer[] =
    type === "send_email"
      ? [
          ...emailGuards.map((guard) => guard.check(facts, draft)),
          ...[validAddress, emailConsented].map((guard) => guard.check(facts, mailbox)),
        ]
      : textGuards
          // Whether a conversation is open is asked when its text is due.
          .filter((guard) => guard !== consentGuard || facts.kind !== "conversation")
          .map((guard) => guard.check(facts, draft));
  const refusal = answers.find(({ answer }) => answer === "skip");
  return refusal?.answer === "skip" ? refusal.reason : null;
}
