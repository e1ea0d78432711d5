import { rules } from "../compliance/rules.ts";
import type { Reason } from "../reasons.ts";
import type { ConsentState } from "../statuses.ts";
import { pass, skip, type MessageKind, type TextGuard } from "./define.ts";

/** What each kind of text asks of the customer's consent; null: nothing stands in its way. */
const wanting: Record<MessageKind, { rule: string; lacks: Record<ConsentState, Reason | null> }> = {
  transactional: { rule: rules.transactional.rule, lacks: { not_subscribed: null, pending: null, subscribed: null, unsubscribed: null } },
  marketing: { rule: rules.consent.rule, lacks: { not_subscribed: "no_consent", pending: "opt_in_pending", subscribed: null, unsubscribed: "opted_out" } },
  opt_in: { rule: rules.optIn.rule, lacks: { not_subscribed: "no_consent", pending: null, subscribed: "duplicate", unsubscribed: "opted_out" } },
};

/** Stop silences everything; marketing needs a yes besides, and waits while a reply is in doubt. */
export const consented: TextGuard = {
  name: "consent",
  check: ({ kind, customer: { consent, suppressed, marketingHeld } }) => {
    const saw = { consent, said_stop: suppressed, reply_in_doubt: marketingHeld };
    if (suppressed) return skip("opted_out", saw, rules.optOut.rule);
    const { rule, lacks } = wanting[kind];
    const reason = lacks[consent];
    if (reason) return skip(reason, saw, rule);
    if (marketingHeld && kind !== "transactional") return { answer: "hold", reason: "reply_held", saw, rule: rules.replyHeld.rule };
    return pass(saw, rule);
  },
};
