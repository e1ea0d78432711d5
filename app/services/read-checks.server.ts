import { z } from "zod";
import type { Check } from "#core/explanation.ts";
import { showPhone } from "#core/phone/number.ts";
import { Temporal } from "#core/time.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { saySubject, type NamedSubject } from "./read-subject.server.ts";
import { sayEnding } from "./read-triggers.server.ts";

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

/** Values that are keys of ours, by the name they are seen under. */
const keys: Readonly<Record<string, (key: string, order: NamedSubject | null) => string>> = {
  on: sayEnding,
  about: saySubject,
  subject: saySubject,
  entered_before_as: saySubject,
};

const parse = (explanation: unknown) => z.array(stored).safeParse(explanation).data ?? [];

/**
 * @param explanation a log row's, as stored
 * @param order what its event was about, where that has a name
 */
export function readChecks(explanation: unknown, order: NamedSubject | null, tell: Tell): CheckLine[] {
  return parse(explanation).map(({ guard, answer, reason, saw, rule, until }) => {
    const again = instantIn(until);
    return {
      guard,
      answer,
      reason: reason ?? null,
      saw: Object.entries(saw).map(([name, value]) => ({ name, value: (typeof value === "string" && keys[name]?.(value, order)) || sayValue(value, tell) })),
      rule: rule ?? null,
      until: again && tell(again),
    };
  });
}

/** The event that ended a customer's way, and what it was about; null where none did. */
export function readEnding(explanation: unknown, order: NamedSubject | null): { event: string; subject: string | null } | null {
  const { on, about } = parse(explanation).find(({ guard, answer }) => guard === "exits" && answer !== "pass")?.saw ?? {};
  if (typeof on !== "string") return null;
  return { event: sayEnding(on), subject: typeof about === "string" ? saySubject(about, order) : null };
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
