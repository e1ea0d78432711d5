import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { momentOf } from "#text/moment.ts";
import { formatZone } from "#text/zone.ts";

/** A time in the recipient's time zone. */
export interface RecipientTime {
  shown: string;
  /** "New York" */
  zone: string;
}

interface Recipient {
  countryCode: string | null;
  provinceCode: string | null;
  /** E.164. */
  phone: string | null;
}

/**
 * Formats times in the recipient's time zone.
 * @returns a function that returns null if both zones have the same offset, or if the recipient's zone is unknown
 */
export function recipientClock(
  recipient: Recipient | null,
  shopTimezone: string,
  now: Instant,
): (at: Instant | Date) => RecipientTime | null {
  if (!recipient) return () => null;
  const { zones, from } = recipientZones({ ...recipient, shopTimezone });
  const [zone] = zones;
  if (!zone || from === "shop") return () => null;
  return (at) => {
    const instant = at instanceof Date ? Temporal.Instant.fromEpochMilliseconds(at.getTime()) : at;
    const isSame =
      instant.toZonedDateTimeISO(zone).offsetNanoseconds === instant.toZonedDateTimeISO(shopTimezone).offsetNanoseconds;
    return isSame ? null : { shown: momentOf(instant, zone, now).shown, zone: formatZone(zone) };
  };
}
