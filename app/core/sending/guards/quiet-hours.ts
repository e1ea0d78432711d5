import { isConversationOpen } from "#core/inbox/conversation.ts";
import { nextOpening } from "../quiet-hours/quiet-hours.ts";
import { rules } from "../quiet-hours/rules.ts";
import { windowOf, windowOfShop } from "../quiet-hours/windows.ts";
import { recipientZones } from "../quiet-hours/zones.ts";
import { pass, skip, type StepFacts, type TextGuard } from "./define.ts";

/** The rule by which a text may go at any hour; null where the hours are kept. */
function ruleOfAnyHour({ kind, shop, wroteAt, now }: StepFacts): string | null {
  if (kind === "transactional" && shop.transactionalAtNight) return rules.anyHour.rule;
  if (kind === "conversation" && isConversationOpen(wroteAt, now)) return rules.answerAtOnce.rule;
  return kind === "test" ? rules.test.rule : null;
}

export const quietHours: TextGuard = {
  name: "quiet_hours",
  check: (facts) => {
    const { now, shop, customer } = facts;
    const { zones, from, jurisdictions } = recipientZones({ ...customer, shopTimezone: shop.timezone });
    const saw = {
      zones: zones.join(", "),
      zones_from: from,
      jurisdiction: jurisdictions.join(", "),
      local_time: zones
        .map((zone) => now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" }))
        .join(", "),
    };
    const anyHour = ruleOfAnyHour(facts);
    if (anyHour) return pass(saw, anyHour);

    const windows = [
      ...new Set(jurisdictions.map(windowOf)),
      ...(shop.quietHours ? [windowOfShop(shop.quietHours)] : []),
    ];
    const rule = windows.map((window) => window.rule).join(" + ");
    const until = nextOpening(now, zones, windows);
    // The shop's own hours and the law's may share none: then no hour is right, and waiting would never end.
    if (!until) return skip("quiet_hours", { ...saw, next_opening: "never" }, rule);
    return until.equals(now) ? pass(saw, rule) : { answer: "defer", reason: "quiet_hours", until, saw, rule };
  },
};
