import { Temporal, type Instant } from "../time/time.ts";

/** Records with a legal minimum retention, in years. */
const retentions = {
  consent: {
    years: 4,
    rule: "keep-consent-4-years@2026-11",
    source: "28 U.S.C. § 1658: claims under the TCPA may be brought for four years",
  },
  suppression: { years: 10, rule: "keep-opt-out-10-years@2026-11", source: "Va. Code § 59.1-514 as amended 2026" },
} as const;

/** Whether a consent record may be deleted by now. The retention also covers the keyed hash of an erased customer. */
export const mayEraseConsent = (record: keyof typeof retentions, madeAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(
    madeAt.toZonedDateTimeISO("UTC").add({ years: retentions[record].years }).toInstant(),
    now,
  ) <= 0;

export const retentionRules = Object.values(retentions);
