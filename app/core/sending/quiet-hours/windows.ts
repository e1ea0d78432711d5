import { z } from "zod";
import type { HolidayCalendar } from "./holidays.ts";

/** Local hours in which a text may arrive, from `opens` up to and excluding `closes`. 21.5 is 21:30. */
export interface Hours {
  opens: number;
  closes: number;
}

/** Monday to Sunday; null for a closed day. */
export type Week = readonly [
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
  Hours | null,
];

/** The window of one rule for marketing texts. */
export interface WindowRule {
  /** Includes the version; logs cite it. */
  rule: string;
  source: string;
  week: Week;
  /** The window is closed on these public holidays. */
  holidays?: HolidayCalendar;
}

const daily = (opens: number, closes: number): Week => {
  const day = { opens, closes };
  return [day, day, day, day, day, day, day];
};
const week = (weekdays: Hours, saturday: Hours | null, sunday: Hours | null): Week => [
  weekdays,
  weekdays,
  weekdays,
  weekdays,
  weekdays,
  saturday,
  sunday,
];
const hours = (opens: number, closes: number): Hours => ({ opens, closes });

const monToSat8To20 = week(hours(8, 20), hours(8, 20), null);

/** The rule for places without their own. */
const defaultWindow: WindowRule = {
  rule: "default-8-21@2026-11",
  source:
    "no law on the hour of a text is known for the place; the United States' federal window is kept as good manners",
  week: daily(8, 21),
};

/**
 * Windows by jurisdiction: a country, or a subdivision with its own rule. Where sources disagree, the table follows the
 * strictest reading and says so. Raise a rule's version with every change.
 */
const table: Readonly<Record<string, WindowRule>> = {
  US: { rule: "us-federal-8-21@2026-11", source: "47 CFR 64.1200(c)(1)", week: daily(8, 21) },
  PR: { rule: "us-federal-8-21@2026-11", source: "47 CFR 64.1200(c)(1)", week: daily(8, 21) },
  "US-AL": {
    rule: "us-al-mon-sat-8-20-not-holidays@2026-11",
    source: "Ala. Admin. Code r. 770-X-5-.17",
    week: monToSat8To20,
    holidays: "US-AL",
  },
  "US-CA": { rule: "us-ca-9-21@2026-11", source: "Cal. Pub. Util. Code § 2872", week: daily(9, 21) },
  "US-CT": { rule: "us-ct-9-20@2026-11", source: "Conn. Gen. Stat. § 42-288a", week: daily(9, 20) },
  "US-FL": { rule: "us-fl-8-20@2026-11", source: "Fla. Stat. § 501.616(6)", week: daily(8, 20) },
  "US-IL": {
    rule: "us-il-9-21@2026-11",
    source: "815 ILCS 305, 413; disputed, the strictest reading",
    week: daily(9, 21),
  },
  "US-KY": { rule: "us-ky-10-21@2026-11", source: "KRS 367.46955", week: daily(10, 21) },
  "US-LA": {
    rule: "us-la-mon-sat-8-20-not-holidays@2026-11",
    source: "La. PSC General Order R-29617 § V(A); La. R.S. 45:811",
    week: monToSat8To20,
    holidays: "US-LA",
  },
  "US-MA": { rule: "us-ma-8-20@2026-11", source: "Mass. Gen. Laws ch. 159C § 3; 201 CMR 12", week: daily(8, 20) },
  "US-MD": {
    rule: "us-md-8-20@2026-11",
    source: "Md. Com. Law, Stop the Spam Calls Act (SB 90, 2023)",
    week: daily(8, 20),
  },
  "US-MI": {
    rule: "us-mi-9-21@2026-11",
    source: "Mich. Comp. Laws 445.111 ff.; disputed, the strictest reading",
    week: daily(9, 21),
  },
  "US-MN": { rule: "us-mn-9-21@2026-11", source: "Minn. Stat. § 325E.30", week: daily(9, 21) },
  "US-MS": {
    rule: "us-ms-mon-sat-8-20-not-holidays@2026-11",
    source: "Miss. Code § 77-3-723; holidays disputed, the strictest reading",
    week: monToSat8To20,
    holidays: "US-MS",
  },
  "US-NJ": {
    rule: "us-nj-8-20@2026-11",
    source: "N.J. Stat. § 56:8-119 ff. as amended 2024; disputed, the strictest reading",
    week: daily(8, 20),
  },
  "US-NM": { rule: "us-nm-9-21@2026-11", source: "N.M. Stat. § 57-12-22", week: daily(9, 21) },
  "US-NV": { rule: "us-nv-9-20@2026-11", source: "Nev. Rev. Stat. 598.0918", week: daily(9, 20) },
  "US-OK": { rule: "us-ok-8-20@2026-11", source: "Okla. Stat. tit. 15 § 775C.4", week: daily(8, 20) },
  "US-PA": {
    rule: "us-pa-8-21-sat-12-21@2026-11",
    source: "73 P.S. § 2241 ff.; Saturday disputed, the strictest reading",
    week: week(hours(8, 21), hours(12, 21), hours(8, 21)),
  },
  "US-RI": {
    rule: "us-ri-mon-fri-9-18-sat-sun-10-17-not-holidays@2026-11",
    source: "R.I. Gen. Laws § 5-61-3.6; holidays by the strictest reading",
    week: week(hours(9, 18), hours(10, 17), hours(10, 17)),
    holidays: "US-RI",
  },
  "US-TX": {
    rule: "us-tx-mon-sat-9-21-sun-12-21@2026-11",
    source: "Tex. Bus. & Com. Code ch. 301, 302 (SB 140, 2025)",
    week: week(hours(9, 21), hours(9, 21), hours(12, 21)),
  },
  "US-WA": { rule: "us-wa-8-20@2026-11", source: "RCW 80.36.390", week: daily(8, 20) },
  CA: {
    rule: "ca-mon-fri-9-2130-sat-sun-10-18@2026-11",
    source: "CRTC Unsolicited Telecommunications Rules, Part III, telemarketing hours, kept for texts too",
    week: week(hours(9, 21.5), hours(10, 18), hours(10, 18)),
  },
  FR: {
    rule: "fr-mon-sat-8-20-not-holidays@2026-11",
    source: "AF2M rules for marketing texts: not on Sundays and public holidays, not from 20 to 8",
    week: monToSat8To20,
    holidays: "FR",
  },
  IN: {
    rule: "in-10-21@2026-11",
    source: "TRAI TCCCPR 2018; 9 or 10 disputed, the strictest reading",
    week: daily(10, 21),
  },
};

export const windowRules: readonly WindowRule[] = [...Object.values(table), defaultWindow];

/** A legal window with its country or subdivision; null for every place without its own. */
export interface PlaceWindow {
  place: string | null;
  window: WindowRule;
}

/** The legal windows, place by place: countries and states as in the table, then every other place. */
export const placeWindows: readonly PlaceWindow[] = [
  ...Object.entries(table).map(([place, window]) => ({ place, window })),
  { place: null, window: defaultWindow },
];

/** @param jurisdiction a country ("FR") or a subdivision ("US-TX") */
export const windowOf = (jurisdiction: string): WindowRule =>
  table[jurisdiction] ?? table[jurisdiction.split("-")[0] ?? ""] ?? defaultWindow;

/** A merchant's own hours: they narrow the legal window and never widen it. */
export const shopHours = z
  .object({
    opens: z.number().min(0, "must be 0 or later").max(24, "must be 24 or earlier"),
    closes: z.number().min(0, "must be 0 or later").max(24, "must be 24 or earlier"),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ["closes"], message: "must be later than it opens" });

export const SHOP_SETTING = "shop setting";

/** Turns a merchant's own hours into a rule. */
export const windowOfShop = ({ opens, closes }: Hours): WindowRule => ({
  rule: SHOP_SETTING,
  source: "the merchant",
  week: daily(opens, closes),
});
