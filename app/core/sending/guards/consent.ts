import { isConversing } from "#core/inbox/conversation.ts";
import { rules } from "../quiet-hours/rules.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { ConsentState } from "#core/statuses.ts";
import { pass, isMarketing, skip, type MessageKind, type StepFacts, type TextGuard } from "./define.ts";

/** What a kind of text asks of the customer's consent; null: nothing stands in its way. */
interface Wanting {
  rule: string;
  lacks: Record<ConsentState, Reason | null>;
}

const nothing: Record<ConsentState, null> = {
  not_subscribed: null,
  pending: null,
  subscribed: null,
  unsubscribed: null,
};
const agreement: Record<ConsentState, Reason | null> = {
  not_subscribed: "no_consent",
  pending: "opt_in_pending",
  subscribed: null,
  unsubscribed: "opted_out",
};

const wanting: Record<MessageKind, Wanting> = {
  transactional: { rule: rules.transactional.rule, lacks: nothing },
  marketing: { rule: rules.consent.rule, lacks: agreement },
  opt_in: {
    rule: rules.optIn.rule,
    lacks: { not_subscribed: "no_consent", pending: null, subscribed: "duplicate", unsubscribed: "opted_out" },
  },
  conversation: { rule: rules.conversation.rule, lacks: nothing },
  test: { rule: rules.test.rule, lacks: nothing },
};

/** Who has not begun the conversation must have agreed to being written to, by whomever. */
const unasked: Wanting = {
  rule: rules.conversation.rule,
  lacks: { ...agreement, not_subscribed: "not_written", pending: "not_written" },
};

const wantingOf = ({ kind, wroteAt, now }: StepFacts): Wanting =>
  kind === "conversation" && !isConversing(wroteAt, now) ? unasked : wanting[kind];

/** Stop silences everything; marketing needs a yes besides, and waits while a reply is in doubt. */
export const consented: TextGuard = {
  name: "consent",
  check: (facts) => {
    const { kind, wroteAt } = facts;
    const { consent, suppressed, marketingHeld } = facts.customer;
    const saw = {
      consent,
      said_stop: suppressed,
      reply_in_doubt: marketingHeld,
      ...(kind === "conversation" && { wrote_last: wroteAt?.toString() ?? null }),
    };
    if (suppressed) return skip("opted_out", saw, rules.optOut.rule);
    const { rule, lacks } = wantingOf(facts);
    const reason = lacks[consent];
    if (reason) return skip(reason, saw, rule);
    if (marketingHeld && isMarketing(kind))
      return { answer: "hold", reason: "reply_held", saw, rule: rules.replyHeld.rule };
    return pass(saw, rule);
  },
};
