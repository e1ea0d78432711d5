import type { Reason } from "#core/activity/reasons.ts";
import { notServedReason } from "#core/credits/not-served.ts";
import { isPremiumRate } from "../premium-rate.ts";
import { pricePerSegment, PRICES_VERSION } from "#core/credits/prices.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { senderFor, senderObjection, type SenderObjection } from "#core/senders/sender.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "#core/statuses.ts";
import { isUnreachable } from "../reachability.ts";
import { type Guard, type GuardAnswer, pass, skip, type StepFacts, type TextGuard } from "./define.ts";

export const shopInstalled: Guard = {
  name: "shop_installed",
  check: ({ shop }) =>
    shop.installed
      ? pass({ installed: true })
      : { answer: "exit", reason: "shop_uninstalled", saw: { installed: false } },
};

/**
 * Holds due steps while the automation is paused, so that they run after it resumes. Steps of an ended sequence are not
 * held.
 */
export const automationActive: Guard = {
  name: "automation_active",
  check: ({ automation: { status }, sequence }) => {
    const isEnded = sequence.status !== "active" && sequence.status !== "paused";
    if (status === "active" || (status === "paused" && isEnded)) return pass({ status });
    return status === "archived"
      ? { answer: "exit", reason: "automation_archived", saw: { status } }
      : { answer: "hold", reason: "automation_paused", saw: { status } };
  },
};

export const sequenceActive: Guard = {
  name: "sequence_active",
  check: ({ sequence: { status, skipped } }) => {
    if (status === "active") return skipped ? skip("cancelled_by_hand", { status, skipped }) : pass({ status });
    return status === "paused"
      ? { answer: "hold", reason: "automation_paused", saw: { status } }
      : { answer: "exit", reason: "sequence_cancelled", saw: { status } };
  },
};

/** Runs again when the step is due, because an exit may be delivered before its entry. */
export const notExited: Guard = {
  name: "exits",
  check: ({ exit }) =>
    exit ? { answer: "exit", reason: "exited", saw: { on: exit.on, at: exit.at.toString() } } : pass({ seen: null }),
};

export const notErased: TextGuard = {
  name: "customer_not_erased",
  check: ({ customer }) => (customer.erased ? skip("customer_erased", { erased: true }) : pass({ erased: false })),
};

/** What an order has to be for a text about it. An e-mail about it asks the same. */
export const checkOrder = ({ order }: Pick<StepFacts, "order">): GuardAnswer => {
  if (!order) return pass({ order: null });
  const saw = { order: order.name, stands: order.stands, cancelled_at: order.cancelledAt?.toString() ?? null };
  return order.stands ? pass(saw) : skip("order_closed", saw);
};

/** No text confirms, ships or follows up an order that is cancelled or refunded in full. */
export const orderOpen: TextGuard = { name: "order_open", check: (facts) => checkOrder(facts) };

/** Says which of the customer's numbers was taken, and why. */
export const validNumber: TextGuard = {
  name: "number_valid",
  check: ({ recipient: { phone, taken } }) => {
    if (!phone) return skip("no_phone", { phone: null });
    return readPhone(phone) ? pass({ phone, taken }) : skip("invalid_phone", { phone, taken });
  },
};

/** A number that the provider lately could not deliver to is not paid for again. */
export const numberReachable: TextGuard = {
  name: "number_reachable",
  check: ({ now, recipient }) => {
    const { phone, unreachable } = recipient;
    if (!unreachable || !isUnreachable(recipient, now)) return pass({ phone });
    const { code, since, until } = unreachable;
    return skip("unreachable", { phone, code, since, forgotten_at: until });
  },
};

export const countryServed: TextGuard = {
  name: "country_served",
  check: ({ recipient: { phone } }) => {
    const country = readPhone(phone)?.country ?? null;
    const rule = `prices@${PRICES_VERSION}`;
    if (phone && isPremiumRate(phone)) return skip("country_not_served", { country, why: "premium_rate" }, rule);
    return pricePerSegment(country) === null
      ? skip("country_not_served", { country, why: notServedReason(country) }, rule)
      : pass({ country }, rule);
  },
};

/**
 * Carriers of the United States and Canada block what comes from a sender without an approved registration. A text about
 * an order waits for the approval where the shop wants that.
 */
export const senderApproved: TextGuard = {
  name: "sender_approved",
  check: ({ kind, recipient, shop: { senders, sharesSender, holdsUntilApproved } }) => {
    const country = readPhone(recipient.phone)?.country ?? null;
    if (senders.length === 0)
      // Without a sender there is no approval to wait for.
      return sharesSender
        ? pass({ sender: "shared" })
        : skip("sender_not_approved", { sender: null, why: "not_set_up" satisfies SenderObjection });
    const sender = senderFor(senders, { country, kind });
    const why = senderObjection(senders, { country, kind });
    const saw = { sender: sender?.number ?? null, kind: sender?.kind ?? null, state: sender?.status ?? null, country };
    if (!why) return pass(saw);
    const isHeld = kind === "transactional" && holdsUntilApproved && why !== "no_sender_for_country";
    return { answer: isHeld ? "hold" : "skip", reason: "sender_not_approved", saw: { ...saw, why } };
  },
};

/** The state of a message's recipient and automation just before the provider call. */
export interface StatusBeforeCall {
  channel: "sms" | "email";
  /** Whether the message is marketing. */
  sells: boolean;
  /** The number has opted out. */
  suppressed: boolean;
  /** Consent for the message's channel. */
  consent: ConsentState;
  erased: boolean;
  /** The order that the message describes stands; also when it describes none. */
  orderStands: boolean;
  /** Installed without interruption since the sequence entered. */
  installed: boolean;
  automationStatus: AutomationStatus;
  sequenceStatus: SequenceStatus;
  /** The sender that the message is written for may not send any more. */
  senderGone?: boolean;
}

/**
 * Why a reserved message is not sent after all; null to send it. The message may have waited in the queue while the
 * customer opted out or the order was cancelled.
 */
export function withheldFor({
  channel,
  sells,
  suppressed,
  consent,
  erased,
  orderStands,
  installed,
  automationStatus,
  sequenceStatus,
  senderGone = false,
}: StatusBeforeCall): Reason | null {
  if (erased) return "customer_erased";
  if (!installed) return "shop_uninstalled";
  if (!orderStands) return "order_closed";
  if (senderGone) return "sender_not_approved";
  if (channel === "sms" && suppressed) return "opted_out";
  if (sells && consent === "unsubscribed") return "opted_out";
  if (automationStatus === "archived") return "automation_archived";
  return automationStatus === "paused" || sequenceStatus === "paused" ? "automation_paused" : null;
}
