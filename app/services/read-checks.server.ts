import { z } from "zod";
import type { Check } from "#core/explanation.ts";
import { showPhone } from "#core/phone/number.ts";
import { Temporal } from "#core/time.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";

/** One check of an explanation, its values in words. */
export interface CheckLine {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: { name: string; value: string }[];
  rule: string | null;
  until: Moment | null;
}

// Lenient: a row that an earlier release wrote must still be readable.
const stored = z.object({
  guard: z.string(),
  answer: z.enum(["pass", "skip", "defer", "exit", "hold"]),
  reason: z.string().nullish(),
  saw: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).catch({}),
  rule: z.string().nullish(),
  until: z.string().nullish(),
});

type Tell = (at: Temporal.Instant) => Moment;

/** @param explanation a log row's, as stored */
export function readChecks(explanation: unknown, tell: Tell): CheckLine[] {
  const checks = z.array(stored).safeParse(explanation);
  return (checks.data ?? []).map(({ guard, answer, reason, saw, rule, until }) => {
    const again = instantIn(until);
    return {
      guard,
      answer,
      reason: reason ?? null,
      saw: Object.entries(saw).map(([name, value]) => ({ name, value: sayValue(value, tell) })),
      rule: rule ?? null,
      until: again && tell(again),
    };
  });
}

function sayValue(value: string | number | boolean | null, tell: Tell): string {
  if (value === null) return text.entry.none;
  if (typeof value === "boolean") return value ? text.entry.yes : text.entry.no;
  if (typeof value === "number") return String(value);
  const instant = instantIn(value);
  if (instant) return tell(instant).shown;
  if (/^\+\d{6,15}$/.test(value)) return showPhone(value);
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll("_", " ") : value;
}

function instantIn(value: string | null | undefined): Temporal.Instant | null {
  if (!value || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return null;
  try {
    return Temporal.Instant.from(value);
  } catch {
    return null;
  }
}
