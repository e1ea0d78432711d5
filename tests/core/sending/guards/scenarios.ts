import type { Mailbox } from "#core/sending/guards/email.ts";
import { defaultNewNumberLimits } from "#core/sending/new-numbers.ts";
import type { TextDraft, StepFacts } from "#core/sending/guards/define.ts";
import type { SenderFacts } from "#core/senders/sender.ts";
import type { SenderStatus } from "#core/statuses.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { NIGHT, NOON, dueFacts } from "./facts.ts";

/** A guard's input and the expected refusal reason; null when it passes. */
export interface GuardScenario {
  fact: string;
  facts: StepFacts;
  draft?: TextDraft;
  mailbox?: Mailbox;
  reason: Reason | null;
}

const cart = (remindedAt: typeof NOON | null) => ({
  token: "c-1",
  abandonedAt: NOON.subtract({ hours: 2 }),
  remindedAt,
});
const inbox = (address: string | null, consent: Mailbox["consent"] = "subscribed"): Mailbox => ({
  address,
  consent,
  recent: [],
});
const busy: Mailbox = { ...inbox("ada@example.com"), recent: [1, 2].map((hours) => NOON.subtract({ hours })) };
const unpaid = (hours: number): StepFacts["unpaid"] => ({
  since: NOON.subtract({ hours }),
  staleAfter: { amount: 24, unit: "hours" },
});

/** Texts that went out between a copy and its restore. */
const recovered = (bodies: readonly string[], isRead = true): NonNullable<StepFacts["recovered"]> => ({
  isRead,
  texts: bodies.map((body) => ({ body, sentAt: NOON.subtract({ hours: 1 }), providerId: "SM1" })),
  newValues: [],
});

const unreachable = (hoursAgo: number, hoursLeft: number) => ({
  code: "30006",
  since: NOON.subtract({ hours: hoursAgo }).toString(),
  until: NOON.add({ hours: hoursLeft }).toString(),
});

/** A customer of a shop that holds out 5 %. */
const held = (holdoutBucket: number, kind: StepFacts["kind"] = "marketing"): StepFacts =>
  dueFacts({ kind, shop: { holdoutPercent: 5 }, customer: { holdoutBucket } });

/** A manual text to a customer whose last inbound text is this old; null: none. */
const answering = (ago: { hours: number } | null, recipient: Partial<StepFacts["recipient"]>, now = NOON): StepFacts =>
  dueFacts({ kind: "conversation", now, wroteAt: ago && now.subtract(ago), recipient });

const tollFree = (status: SenderStatus): SenderFacts => ({
  id: "sender-1",
  kind: "toll_free",
  status,
  number: "+18885550123",
});

const order = (stands: boolean): StepFacts["order"] => ({ name: "#1042", stands, cancelledAt: stands ? null : NOON });

/** A marketing text to a number before which many like it came, in a shop of the United States. */
const flood = ({
  inBlock = 0,
  inRegion = 0,
  hours = 1,
  phone = "+12125550147",
}: {
  inBlock?: number;
  inRegion?: number;
  hours?: number;
  phone?: string;
}) => ({
  shop: { country: "US", newNumbers: defaultNewNumberLimits },
  recipient: { phone, arrival: { at: NOON.subtract({ hours }).toString(), inBlock, inRegion } },
});

/** Passing and failing inputs for every guard. */
export const scenarios: Record<string, readonly GuardScenario[]> = {
  shop_installed: [
    { fact: "the shop is there", facts: dueFacts(), reason: null },
    {
      fact: "the shop has removed the app",
      facts: dueFacts({ shop: { installed: false } }),
      reason: "shop_uninstalled",
    },
  ],
  automation_active: [
    { fact: "on", facts: dueFacts(), reason: null },
    { fact: "paused", facts: dueFacts({ automation: { status: "paused" } }), reason: "automation_paused" },
    { fact: "archived", facts: dueFacts({ automation: { status: "archived" } }), reason: "automation_archived" },
  ],
  sequence_active: [
    { fact: "under way", facts: dueFacts(), reason: null },
    { fact: "paused", facts: dueFacts({ sequence: { status: "paused" } }), reason: "automation_paused" },
    { fact: "cancelled", facts: dueFacts({ sequence: { status: "cancelled" } }), reason: "sequence_cancelled" },
  ],
  exits: [
    { fact: "nothing has ended it", facts: dueFacts(), reason: null },
    { fact: "an order came", facts: dueFacts({ exit: { on: "order_created", at: NOON } }), reason: "exited" },
  ],
  customer_not_erased: [
    { fact: "known", facts: dueFacts(), mailbox: inbox("ada@example.com"), reason: null },
    {
      fact: "erased",
      facts: dueFacts({ customer: { erased: true } }),
      mailbox: inbox(null),
      reason: "customer_erased",
    },
  ],
  order_open: [
    { fact: "about no order", facts: dueFacts(), mailbox: inbox("ada@example.com"), reason: null },
    {
      fact: "about an order that stands",
      facts: dueFacts({ order: order(true) }),
      mailbox: inbox("ada@example.com"),
      reason: null,
    },
    {
      fact: "about an order that was cancelled",
      facts: dueFacts({ order: order(false) }),
      mailbox: inbox("ada@example.com"),
      reason: "order_closed",
    },
  ],
  number_valid: [
    { fact: "a number", facts: dueFacts(), reason: null },
    { fact: "none", facts: dueFacts({ recipient: { phone: null } }), reason: "no_phone" },
    { fact: "no number", facts: dueFacts({ recipient: { phone: "12" } }), reason: "invalid_phone" },
  ],
  number_reachable: [
    { fact: "a number that was never refused", facts: dueFacts(), reason: null },
    {
      fact: "a landline, learnt yesterday",
      facts: dueFacts({ recipient: { unreachable: unreachable(24, 24) } }),
      reason: "unreachable",
    },
    {
      fact: "a landline, learnt long ago and forgotten",
      facts: dueFacts({ recipient: { unreachable: unreachable(48, -1) } }),
      reason: null,
    },
  ],
  country_served: [
    { fact: "in the United States", facts: dueFacts(), reason: null },
    {
      fact: "where we do not send",
      facts: dueFacts({ customer: { countryCode: "KP", provinceCode: null }, recipient: { phone: "+85021812345" } }),
      reason: "country_not_served",
    },
  ],
  sender_approved: [
    { fact: "the installation's sender", facts: dueFacts(), reason: null },
    {
      fact: "a toll-free number that is approved",
      facts: dueFacts({ shop: { senders: [tollFree("approved")] } }),
      reason: null,
    },
    {
      fact: "a toll-free number in review",
      facts: dueFacts({ shop: { senders: [tollFree("in_review")] } }),
      reason: "sender_not_approved",
    },
    {
      fact: "a toll-free number in review, of a shop that holds texts about orders",
      facts: dueFacts({ kind: "transactional", shop: { senders: [tollFree("in_review")], holdsUntilApproved: true } }),
      reason: "sender_not_approved",
    },
    {
      fact: "a toll-free number in review, to a country that asks for no registration",
      facts: dueFacts({ recipient: { phone: "+447400123456" }, shop: { senders: [tollFree("in_review")] } }),
      reason: null,
    },
  ],
  sms_pumping: [
    { fact: "a number that came alone", facts: dueFacts(), reason: null },
    { fact: "the hundredth of its block", facts: dueFacts(flood({ inBlock: 99 })), reason: null },
    { fact: "the 101st of its block", facts: dueFacts(flood({ inBlock: 100 })), reason: "sms_pumping" },
    {
      fact: "the 101st of its block, a day later",
      facts: dueFacts(flood({ inBlock: 100, hours: 25 })),
      reason: null,
    },
    {
      fact: "one of many of the shop's own country",
      facts: dueFacts(flood({ inRegion: 2_000 })),
      reason: null,
    },
    {
      fact: "the 1,001st of another country",
      facts: dueFacts(flood({ inRegion: 1_000, phone: "+447400123456" })),
      reason: "sms_pumping",
    },
    {
      fact: "one of a flood, by hand",
      facts: dueFacts({ ...flood({ inBlock: 400 }), kind: "conversation" }),
      reason: null,
    },
    {
      fact: "one of a flood, about an order",
      facts: dueFacts({ ...flood({ inBlock: 400 }), order: { name: "#1", stands: true, cancelledAt: null } }),
      reason: null,
    },
  ],
  shop_holdout: [
    { fact: "no holdout", facts: dueFacts({ customer: { holdoutBucket: 1 } }), reason: null },
    { fact: "bucket 6 of 5 %", facts: held(6), reason: null },
    { fact: "bucket 5 of 5 %", facts: held(5), reason: "shop_holdout" },
    { fact: "a text about an order", facts: held(1, "transactional"), reason: null },
    { fact: "a reply", facts: held(1, "conversation"), reason: null },
    { fact: "a question for the opt-in", facts: held(1, "opt_in"), reason: null },
    { fact: "a test", facts: held(1, "test"), reason: null },
  ],
  consents_read: [
    { fact: "no restore", facts: dueFacts(), reason: null },
    {
      fact: "Shopify was not asked yet who has opted out",
      facts: dueFacts({ shop: { consentsAreRead: false } }),
      reason: "restore_unread",
    },
    {
      fact: "a text about an order",
      facts: dueFacts({ kind: "transactional", shop: { consentsAreRead: false } }),
      reason: null,
    },
  ],
  consent: [
    { fact: "agreed", facts: dueFacts(), reason: null },
    { fact: "never asked", facts: dueFacts({ recipient: { consent: "not_subscribed" } }), reason: "no_consent" },
    {
      fact: "asked, and has not answered",
      facts: dueFacts({ recipient: { consent: "pending" } }),
      reason: "opt_in_pending",
    },
    {
      fact: "said stop",
      facts: dueFacts({ kind: "transactional", recipient: { suppressed: true } }),
      reason: "opted_out",
    },
    {
      fact: "never asked, and wrote an hour ago: an answer",
      facts: answering({ hours: 1 }, { consent: "not_subscribed" }),
      reason: null,
    },
    {
      fact: "left the list, and wrote an hour ago: an answer",
      facts: answering({ hours: 1 }, { consent: "unsubscribed" }),
      reason: null,
    },
    {
      fact: "may have said stop: a question back",
      facts: answering({ hours: 1 }, { consent: "subscribed", marketingHeld: true }),
      reason: null,
    },
    { fact: "said stop: an answer", facts: answering({ hours: 1 }, { suppressed: true }), reason: "opted_out" },
    {
      fact: "never asked, and wrote two months ago: an answer",
      facts: answering({ hours: 24 * 60 }, { consent: "not_subscribed" }),
      reason: "not_written",
    },
    {
      fact: "never asked, and never wrote: a text by hand",
      facts: answering(null, { consent: "not_subscribed" }),
      reason: "not_written",
    },
    {
      fact: "agreed, and never wrote: a text by hand",
      facts: answering(null, { consent: "subscribed" }),
      reason: null,
    },
    {
      fact: "left the list, and never wrote: a text by hand",
      facts: answering(null, { consent: "unsubscribed" }),
      reason: "opted_out",
    },
    {
      fact: "the merchant's own number: a test",
      facts: dueFacts({ kind: "test", recipient: { consent: "not_subscribed" } }),
      reason: null,
    },
    {
      fact: "the merchant's own number, that said stop: a test",
      facts: dueFacts({ kind: "test", recipient: { suppressed: true } }),
      reason: "opted_out",
    },
    { fact: "may have said stop", facts: dueFacts({ recipient: { marketingHeld: true } }), reason: "reply_held" },
  ],
  cart_rule: [
    { fact: "a cart that had no reminder", facts: dueFacts({ cart: cart(null) }), reason: null },
    {
      fact: "a cart that had one",
      facts: dueFacts({ cart: cart(NOON.subtract({ hours: 1 })) }),
      reason: "cart_already_reminded",
    },
    {
      fact: "a cart left three days ago",
      facts: dueFacts({ cart: { ...cart(null), abandonedAt: NOON.subtract({ hours: 72 }) } }),
      reason: "stale_event",
    },
    {
      fact: "a number of the United States that never confirmed",
      facts: dueFacts({ cart: cart(null), recipient: { level: "single_opt_in" } }),
      reason: "not_confirmed",
    },
    {
      fact: "a number of the United States that confirmed a wording without carts",
      facts: dueFacts({ cart: cart(null), recipient: { namesCartReminders: false } }),
      reason: "not_confirmed",
    },
    {
      fact: "a British number that never confirmed",
      facts: dueFacts({
        cart: cart(null),
        customer: { countryCode: "GB", provinceCode: null },
        recipient: { phone: "+447911123456", level: "single_opt_in" },
      }),
      reason: null,
    },
  ],
  browse_rule: [
    { fact: "a product viewed an hour ago", facts: dueFacts({ viewedAt: NOON.subtract({ hours: 1 }) }), reason: null },
    {
      fact: "a product viewed three days ago",
      facts: dueFacts({ viewedAt: NOON.subtract({ hours: 72 }) }),
      reason: "stale_event",
    },
    {
      fact: "a number of the United States that never confirmed",
      facts: dueFacts({ viewedAt: NOON, recipient: { level: "single_opt_in" } }),
      reason: "not_confirmed",
    },
    {
      fact: "a number of the United States that confirmed a wording without reminders",
      facts: dueFacts({ viewedAt: NOON, recipient: { namesCartReminders: false } }),
      reason: "not_confirmed",
    },
    {
      fact: "a British number that never confirmed",
      facts: dueFacts({
        viewedAt: NOON,
        customer: { countryCode: "GB", provinceCode: null },
        recipient: { phone: "+447911123456", level: "single_opt_in" },
      }),
      reason: null,
    },
  ],
  quiet_hours: [
    { fact: "at noon", facts: dueFacts(), reason: null },
    { fact: "at night", facts: dueFacts({ now: NIGHT }), reason: "quiet_hours" },
    { fact: "at night, to who wrote an hour ago", facts: answering({ hours: 1 }, {}, NIGHT), reason: null },
    {
      fact: "at night, to who wrote three hours ago",
      facts: answering({ hours: 3 }, {}, NIGHT),
      reason: "quiet_hours",
    },
    { fact: "at night, a test", facts: dueFacts({ kind: "test", now: NIGHT }), reason: null },
    {
      fact: "at night, marketing to who wrote an hour ago",
      facts: dueFacts({ now: NIGHT, wroteAt: NIGHT.subtract({ hours: 1 }) }),
      reason: "quiet_hours",
    },
  ],
  frequency_cap: [
    { fact: "the first this week", facts: dueFacts(), reason: null },
    {
      fact: "the fourth today, by hand",
      facts: dueFacts({ kind: "conversation", recent: [1, 2, 3].map((hours) => NOON.subtract({ hours })) }),
      reason: null,
    },
    {
      fact: "the fourth today",
      facts: dueFacts({ recent: [1, 2, 3].map((hours) => NOON.subtract({ hours })) }),
      reason: "frequency_cap",
    },
  ],
  message: [
    { fact: "a short text", facts: dueFacts(), reason: null },
    {
      fact: "one that could not be written",
      facts: dueFacts(),
      draft: { refused: "template_error", detail: "unclosed tag" },
      reason: "template_error",
    },
    { fact: "nothing", facts: dueFacts(), draft: { body: "" }, reason: "message_empty" },
    { fact: "a novel", facts: dueFacts(), draft: { body: "word ".repeat(500) }, reason: "message_too_long" },
  ],
  not_recovered: [
    { fact: "no restore", facts: dueFacts(), reason: null },
    {
      fact: "Twilio's list was not read yet",
      facts: dueFacts({ recovered: recovered([], false) }),
      reason: "restore_unread",
    },
    {
      fact: "sent since the copy",
      facts: dueFacts({ recovered: recovered(["Hello"]) }),
      reason: "sent_before_restore",
    },
    { fact: "other words sent since the copy", facts: dueFacts({ recovered: recovered(["Goodbye"]) }), reason: null },
  ],
  email_address: [
    { fact: "an address", facts: dueFacts(), mailbox: inbox("ada@example.com"), reason: null },
    { fact: "none", facts: dueFacts(), mailbox: inbox(null), reason: "no_email" },
  ],
  email_consent: [
    { fact: "agreed to e-mails", facts: dueFacts(), mailbox: inbox("ada@example.com"), reason: null },
    {
      fact: "never asked",
      facts: dueFacts(),
      mailbox: inbox("ada@example.com", "not_subscribed"),
      reason: "no_email_consent",
    },
    { fact: "unsubscribed", facts: dueFacts(), mailbox: inbox("ada@example.com", "unsubscribed"), reason: "opted_out" },
    {
      fact: "unsubscribed, and it is about an order",
      facts: dueFacts({ kind: "transactional" }),
      mailbox: inbox("ada@example.com", "unsubscribed"),
      reason: null,
    },
  ],
  email_cap: [
    { fact: "the first today", facts: dueFacts(), mailbox: inbox("ada@example.com"), reason: null },
    { fact: "the third today", facts: dueFacts(), mailbox: busy, reason: "frequency_cap" },
    {
      fact: "the third today, where the shop has set no cap",
      facts: dueFacts({ shop: { emailCaps: [] } }),
      mailbox: busy,
      reason: null,
    },
    {
      fact: "the third today, and it is about an order",
      facts: dueFacts({ kind: "transactional" }),
      mailbox: busy,
      reason: null,
    },
  ],
  credits_in_time: [
    { fact: "it never waited", facts: dueFacts({ kind: "transactional" }), reason: null },
    {
      fact: "credits came within the hour",
      facts: dueFacts({ kind: "transactional", unpaid: unpaid(1) }),
      reason: null,
    },
    {
      fact: "credits came three days later",
      facts: dueFacts({ kind: "transactional", unpaid: unpaid(72) }),
      reason: "stale_event",
    },
  ],
};
