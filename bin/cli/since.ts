import { InvalidArgumentError } from "commander";
import { Temporal, type Instant } from "#core/time/time.ts";

const units = new Map([
  ["h", 1],
  ["d", 24],
  ["w", 24 * 7],
]);

/**
 * Parses "90d", "12h", "6w", or a day such as 2026-08-01 (UTC midnight).
 * @throws InvalidArgumentError for anything else
 */
export function sinceArgument(text: string): (now: Instant) => Instant {
  const [, amount, unit = ""] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (amount) return (now) => now.subtract({ hours: Number(amount) * (units.get(unit) ?? 0) });
  try {
    const at = Temporal.PlainDate.from(text).toZonedDateTime("UTC").toInstant();
    return () => at;
  } catch {
    throw new InvalidArgumentError('say how far back, such as "90d", "12h" or "6w", or name a day such as 2026-08-01');
  }
}
