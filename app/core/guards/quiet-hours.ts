import { federalWindow, nextOpening } from "../compliance/quiet-hours.ts";
import { zonesOf } from "../compliance/zones.ts";
import { pass, type TextGuard } from "./define.ts";

export const quietHours: TextGuard = {
  name: "quiet_hours",
  check: ({ now, kind, shop, customer }) => {
    const { zones, from } = zonesOf({ ...customer, shopTimezone: shop.timezone });
    const saw = { zones: zones.join(", "), zones_from: from, local_time: zones.map((zone) => now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" })).join(", ") };
    if (kind === "transactional" && shop.transactionalAtNight) return pass(saw, "transactional: goes at any hour, by the shop's setting");
    const until = nextOpening(now, zones, federalWindow);
    return until.equals(now) ? pass(saw, federalWindow.rule) : { answer: "defer", reason: "quiet_hours", until, saw, rule: federalWindow.rule };
  },
};
