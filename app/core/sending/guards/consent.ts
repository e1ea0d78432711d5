import { isConversing } from "#core/inbox/conversation.ts";
import { rules } from "../quiet-hours/rules.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { ConsentState } from "#core/statuses.ts";
import { pass, skip, type StepFacts, type TextGuard } from "./define.ts";
import { isMarketing, type MessageKind } from "../message-kind.ts";

/** The consent that a message kind requires: a refusal reason per consent state, or null to allow. */
interface ConsentRequirement {
  rule: string;
  refusals: Record<ConsentState, Reason | null>;
}

const noConsentNeeded: Record<ConsentState, null> = {
  not_subscribed: null,
  pending: null,
  subscribed: null,
  unsubscribed: null,
};
const marketingConsent: Record<ConsentState, Reason | null> = {
  not_subscribed: "no_consent",
  pending: "opt_in_pending",
  subscribed: null,
  unsubscribed: "opted_out",
};

const requirements: Record<MessageKind, ConsentRequirement> = {
  transactional: { rule: rules.transactional.rule, refusals: noConsentNeeded },
  marketing: { rule: rules.consent.rule, refusals: marketingConsent },
  opt_in: {
    rule: rules.optIn.rule,
    refusals: { not_subscribed: "no_consent", pending: null, subscribed: "duplicate", unsubscribed: "opted_out" },
  },
  conversation: { rule: rules.conversation.rule, refusals: noConsentNeeded },
  test: { rule: rules.test.rule, refusals: noConsentNeeded },
};

/** Outside a conversation that the customer began, a text from staff needs marketing consent. */
const unsolicited: ConsentRequirement = {
  rule: rules.conversation.rule,
  refusals: { ...marketingConsent, not_subscribed: "not_written", pending: "not_written" },
};

const requirementOf = ({ kind, wroteAt, now }: StepFacts): ConsentRequirement =>
  kind === "conversation" && !isConversing(wroteAt, now) ? unsolicited : requirements[kind];

/** An opt-out blocks every text. Marketing also needs consent, and is held while a reply may be an opt-out. */
export const consentGuard: TextGuard = {
  name: "consent",
  check: (facts) => {
    const { kind, wroteAt } = facts;
    const { phone, consent, suppressed, marketingHeld } = facts.recipient;
    const saw = {
      number: phone,
      consent,
      said_stop: suppressed,
      reply_in_doubt: marketingHeld,
      ...(kind === "conversation" && { wrote_last: wroteAt?.toString() ?? null }),
    };
    if (suppressed) return skip("opted_out", saw, rules.optOut.rule);
    const { rule, refusals } = requirementOf(facts);
    const reason = refusals[consent];
    if (reason) return skip(reason, saw, rule);
    if (marketingHeld && isMarketing(kind))
      return { answer: "hold", reason: "reply_held", saw, rule: rules.replyHeld.rule };
    return pass(saw, rule);
  },
};
