/** An IANA zone that this program can count in; null for any other word, and for zones that are newer than it. */
export function knownZone(zone: string | null): string | null {
  if (!zone) return null;
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }) && zone;
  } catch {
    return null;
  }
}
