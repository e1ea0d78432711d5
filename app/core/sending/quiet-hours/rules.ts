/** A sending rule in words: the name that logs cite, its sentence and its source. */
interface Rule {
  /** Includes the version. */
  rule: string;
  says: string;
  source: string;
}

/** Raise a rule's version with every change. Where sources disagree, a rule follows the strictest reading. */
export const rules = {
  consent: {
    rule: "marketing-consent@2026-11",
    says: "A marketing text needs the prior express written consent of whoever reads it.",
    source: "47 CFR 64.1200(a)(2), (f)(9)",
  },
  optOut: {
    rule: "opt-out@2026-11",
    says:
      "Who said stop gets nothing more until they say START: no marketing, and nothing about orders " +
      "either, since the carrier blocks both.",
    source: "47 CFR 64.1200(a)(10); CTIA Messaging Principles 5.1",
  },
  replyHeld: {
    rule: "reply-held@2026-11",
    says: "After a reply that may have meant stop, marketing waits until the merchant has read it.",
    source: "47 CFR 64.1200(a)(10): any reasonable means; in doubt it counts",
  },
  transactional: {
    rule: "transactional@2026-11",
    says: "Who gave a number with an order may be told about that order.",
    source: "47 CFR 64.1200(a)(1): prior express consent by giving the number",
  },
  anyHour: {
    rule: "transactional-any-hour@2026-11",
    says: "Quiet hours are for solicitation: a text about an order goes at any hour, if the shop's setting lets it.",
    source: "47 CFR 64.1200(c)(1), (f)(15)",
  },
  conversation: {
    rule: "answer-within-30-days@2026-11",
    says:
      "Who wrote to a shop may be answered for thirty days, without having agreed to marketing; " +
      "who never wrote, or wrote longer ago, only if they have.",
    source:
      "CTIA Messaging Principles 5.1: implied consent where the consumer begins the conversation; 47 CFR 64.1200(f)(15)",
  },
  answerAtOnce: {
    rule: "answer-at-any-hour-within-2h@2026-11",
    says: "Quiet hours are for solicitation: who wrote within the last two hours is answered at any hour.",
    source: "47 CFR 64.1200(c)(1), (f)(15): prior express invitation",
  },
  test: {
    rule: "test-to-oneself@2026-11",
    says:
      "A test goes to the merchant's own number, at the merchant's own press of a button: it needs " +
      "no consent and keeps no quiet hours, but heeds a stop.",
    source: "47 CFR 64.1200(a)(1): prior express consent by giving the number; (a)(10)",
  },
  optIn: {
    rule: "double-opt-in@2026-11",
    says: "Who asked for texts is asked once to confirm; nobody else is asked.",
    source: "CTIA Messaging Principles 5.1: confirmed opt-in",
  },
  cart: {
    rule: "cart-once-within-48h@2026-11",
    says:
      "One reminder for each cart, within 48 hours of its being left, to numbers with marketing " +
      "consent; never a payment by text.",
    source: "United States carriers' rules for abandoned cart texts",
  },
  confirmedCart: {
    rule: "cart-confirmed-opt-in-us@2026-11",
    says: "In the United States a cart reminder needs a confirmed opt-in whose wording names cart reminders.",
    source:
      "United States carriers' rules for abandoned cart texts; toll-free verification refusal 1012; " +
      "Klaviyo Help 4404189657755; Attentive Help 4410869137428",
  },
  browse: {
    rule: "browse-within-48h@2026-12",
    says: "A reminder of a viewed product goes within 48 hours, to numbers with marketing consent.",
    source: "United States carriers' rules for abandoned cart texts, which Shopbell holds such reminders to",
  },
  confirmedBrowse: {
    rule: "browse-confirmed-opt-in-us@2026-12",
    says:
      "In the United States a reminder of a viewed product needs what a cart reminder needs: a confirmed opt-in whose " +
      "wording names such reminders.",
    source: "United States carriers' rules for abandoned cart texts, which Shopbell holds such reminders to",
  },
  identification: {
    rule: "first-text-identifies@2026-11",
    says: "The first marketing text to a number names the shop and says how to stop.",
    source: "CTIA Messaging Principles 5.1; 47 CFR 64.1200(b)",
  },
  confirmation: {
    rule: "one-confirmation-within-5-minutes@2026-11",
    says: "A stop is confirmed once, within five minutes, without a word of marketing.",
    source: "47 CFR 64.1200(a)(12)",
  },
} as const satisfies Record<string, Rule>;
