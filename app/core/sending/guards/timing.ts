import { isConfirmed } from "#core/consent/subscriber.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { isConversationOpen } from "#core/inbox/conversation.ts";
import { formatDuration } from "#core/time/duration.ts";
import { Temporal } from "#core/time/time.ts";
import { capReached, ruleOfCap } from "../caps.ts";
import { REMIND_WITHIN_HOURS } from "../cart.ts";
import { nextOpening } from "../quiet-hours/quiet-hours.ts";
import { rules } from "../quiet-hours/rules.ts";
import { windowOf, windowOfShop } from "../quiet-hours/windows.ts";
import { recipientZones } from "../quiet-hours/zones.ts";
import type { CheckInputs } from "#core/activity/explanation.ts";
import { pass, skip, type GuardAnswer, type StepFacts, type TextGuard } from "./define.ts";

/** The rule that exempts a text from quiet hours; null when quiet hours apply. */
function exemptionRule({ kind, shop, wroteAt, now }: StepFacts): string | null {
  if (kind === "transactional" && shop.transactionalAtNight) return rules.anyHour.rule;
  if (kind === "conversation" && isConversationOpen(wroteAt, now)) return rules.answerAtOnce.rule;
  return kind === "test" ? rules.test.rule : null;
}

export const quietHours: TextGuard = {
  name: "quiet_hours",
  check: (facts) => {
    const { now, shop, customer } = facts;
    const { zones, from, jurisdictions } = recipientZones({
      ...customer,
      phone: facts.recipient.phone,
      shopTimezone: shop.timezone,
    });
    const saw = {
      zones: zones.join(", "),
      zones_from: from,
      jurisdiction: jurisdictions.join(", "),
      local_time: zones
        .map((zone) => now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" }))
        .join(", "),
    };
    const exemption = exemptionRule(facts);
    if (exemption) return pass(saw, exemption);

    const windows = [
      ...new Set(jurisdictions.map(windowOf)),
      ...(shop.quietHours ? [windowOfShop(shop.quietHours)] : []),
    ];
    const rule = windows.map((window) => window.rule).join(" + ");
    const until = nextOpening(now, zones, windows);
    // The shop's hours and the legal hours may not overlap. Skip, because the wait would never end.
    if (!until) return skip("quiet_hours", { ...saw, next_opening: "never" }, rule);
    return until.equals(now) ? pass(saw, rule) : { answer: "defer", reason: "quiet_hours", until, saw, rule };
  },
};

/** Applies the shop's caps on marketing texts per number. */
export const frequencyCap: TextGuard = {
  name: "frequency_cap",
  check: ({ now, kind, shop, recent, overCap }) => {
    if (kind !== "marketing") return pass({ counted: false });
    const saw = { texts_lately: recent.length, last_text: recent[0]?.toString() ?? null };
    const reached = capReached(recent, shop.caps, now);
    if (!reached) return pass(saw, shop.caps.map(ruleOfCap).join(" + "));
    const { cap, until } = reached;
    const inputs = { ...saw, at_most: `${cap.most} in ${formatDuration(cap.per)}`, room_from: until.toString() };
    const rule = ruleOfCap(cap);
    return overCap === "defer"
      ? { answer: "defer", reason: "frequency_cap", until, saw: inputs, rule }
      : skip("frequency_cap", inputs, rule);
  },
};

/** The United States and the territories that the same carriers serve. */
const US_CARRIER_COUNTRIES: ReadonlySet<string> = new Set(["US", "PR", "VI", "GU", "AS", "MP"]);

/**
 * Allows one reminder per cart, within 48 hours. A number of the United States also needs a confirmed opt-in whose
 * wording names cart reminders.
 */
export const cartRule: TextGuard = {
  name: "cart_rule",
  check: ({ now, kind, cart, recipient }) => {
    if (kind !== "marketing" || !cart) return pass({ cart: null });
    const saw = {
      cart: cart.token,
      left_at: cart.abandonedAt.toString(),
      reminded_at: cart.remindedAt?.toString() ?? null,
    };
    if (cart.remindedAt) return skip("cart_already_reminded", saw, rules.cart.rule);
    const isStale = Temporal.Instant.compare(now, cart.abandonedAt.add({ hours: REMIND_WITHIN_HOURS })) > 0;
    if (isStale) return skip("stale_event", saw, rules.cart.rule);
    return confirmedWhereNeeded(recipient, saw, { anywhere: rules.cart.rule, confirmed: rules.confirmedCart.rule });
  },
};

/**
 * Holds reminders of a viewed product to the rule of cart reminders: within 48 hours, and in the United States with a
 * confirmed opt-in whose wording names such reminders.
 */
export const browseRule: TextGuard = {
  name: "browse_rule",
  applies: ({ kind, viewedAt }) => kind === "marketing" && viewedAt != null,
  check: ({ now, viewedAt, recipient }) => {
    if (!viewedAt) return pass({ viewed_at: null });
    const saw = { viewed_at: viewedAt.toString() };
    const isStale = Temporal.Instant.compare(now, viewedAt.add({ hours: REMIND_WITHIN_HOURS })) > 0;
    if (isStale) return skip("stale_event", saw, rules.browse.rule);
    return confirmedWhereNeeded(recipient, saw, { anywhere: rules.browse.rule, confirmed: rules.confirmedBrowse.rule });
  },
};

/** Demands a confirmed opt-in that names reminders of a number whose carriers demand it. */
function confirmedWhereNeeded(
  recipient: StepFacts["recipient"],
  saw: CheckInputs,
  { anywhere, confirmed }: { anywhere: string; confirmed: string },
): GuardAnswer {
  if (!US_CARRIER_COUNTRIES.has(readPhone(recipient.phone)?.country ?? "")) return pass(saw, anywhere);
  const agreed = {
    ...saw,
    number: recipient.phone,
    opt_in_level: recipient.level,
    names_cart_reminders: recipient.namesCartReminders,
  };
  return isConfirmed(recipient.level) && recipient.namesCartReminders
    ? pass(agreed, confirmed)
    : skip("not_confirmed", agreed, confirmed);
}
