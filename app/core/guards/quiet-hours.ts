import { nextOpening } from "../compliance/quiet-hours.ts";
import { rules } from "../compliance/rules.ts";
import { windowOf, windowOfShop } from "../compliance/windows.ts";
import { zonesOf } from "../compliance/zones.ts";
import { pass, skip, type TextGuard } from "./define.ts";

export const quietHours: TextGuard = {
  name: "quiet_hours",
  check: ({ now, kind, shop, customer }) => {
    const { zones, from, jurisdictions } = zonesOf({ ...customer, shopTimezone: shop.timezone });
    const saw = {
      zones: zones.join(", "),
      zones_from: from,
      jurisdiction: jurisdictions.join(", "),
      local_time: zones.map((zone) => now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" })).join(", "),
    };
    if (kind === "transactional" && shop.transactionalAtNight) return pass(saw, rules.anyHour.rule);

    const windows = [...new Set(jurisdictions.map(windowOf)), ...(shop.quietHours ? [windowOfShop(shop.quietHours)] : [])];
    const rule = windows.map((window) => window.rule).join(" + ");
    const until = nextOpening(now, zones, windows);
    // The shop's own hours and the law's may share none: then no hour is right, and waiting would never end.
    if (!until) return skip("quiet_hours", { ...saw, next_opening: "never" }, rule);
    return until.equals(now) ? pass(saw, rule) : { answer: "defer", reason: "quiet_hours", until, saw, rule };
  },
};
