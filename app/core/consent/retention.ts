import { Temporal, type Instant } from "../time/time.ts";

/** What must be kept, and for how many years at least. */
const kept = {
  consent: {
    years: 4,
    rule: "keep-consent-4-years@2026-11",
    source: "28 U.S.C. § 1658: claims under the TCPA may be brought for four years",
  },
  suppression: { years: 10, rule: "keep-opt-out-10-years@2026-11", source: "Va. Code § 59.1-514 as amended 2026" },
} as const;

/**
 * Whether a record made then may be forgotten by now; until then it may not, an erased customer's keyed hash
 * included.
 */
export const mayEraseConsent = (record: keyof typeof kept, madeAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(madeAt.toZonedDateTimeISO("UTC").add({ years: kept[record].years }).toInstant(), now) <= 0;

export const retentionRules = Object.values(kept);
