/** Returns an IANA zone that the runtime supports; null for any other text. */
export function knownZone(zone: string | null): string | null {
  if (!zone) return null;
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }) && zone;
  } catch {
    return null;
  }
}
