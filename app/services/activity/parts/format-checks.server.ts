import { z } from "zod";
import { sourcesOf } from "#core/sending/quiet-hours/rulebook.ts";
import { formatCondition } from "#core/conditions/index.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Instant } from "#core/time/time.ts";
import { Temporal } from "#core/time/time.ts";
import { offersOf, triggerTypes } from "#core/triggers/index.ts";
import { formatAnswer, formatGuard, formatValueName } from "#text/checks.ts";
import { explainText } from "#text/explain.ts";
import { formatReason } from "#text/reasons.ts";

/** How an instant is shown. */
export type ShowInstant = (at: Instant) => string;

// Lenient: a row that an earlier release wrote must still be readable.
const trace = z.object({
  path: z.string().catch(""),
  field: z.string(),
  op: z.string(),
  wanted: z.unknown(),
  saw: z.unknown(),
  match: z.boolean(),
  note: z.string().optional(),
});
const stored = z.object({
  guard: z.string(),
  answer: z.enum(["pass", "skip", "defer", "exit", "hold"]),
  reason: z.string().optional().catch(undefined),
  saw: z.record(z.string(), z.unknown()).catch({}),
  trace: z.array(trace).catch([]).default([]),
  rule: z.string().optional().catch(undefined),
  until: z.string().optional().catch(undefined),
});
export type StoredCheck = z.infer<typeof stored> & { sources: ReturnType<typeof sourcesOf> };

/** The checks of a log row as they are kept, each with where its rules stand. */
export const parseStoredChecks = (explanation: unknown): StoredCheck[] =>
  z
    .array(stored)
    .catch([])
    .parse(explanation)
    .map((check) => ({
      ...check,
      sources: check.rule ? sourcesOf(check.rule).filter(({ source }) => source !== null) : [],
    }));

/**
 * Checks in their order, line by line: what each asked, what it saw and answered, by which rule, and where that
 * stands.
 */
export function formatChecks(
  checks: readonly StoredCheck[],
  { action, trigger, show }: { action: string; trigger: string | null; show: ShowInstant },
): string[] {
  const offered = trigger && (triggerTypes as readonly string[]).includes(trigger) ? offersOf(trigger) : [];
  return checks.flatMap(({ guard, answer, reason, saw, trace: questions, rule, until, sources }) => {
    const seen = Object.entries(saw)
      .map(([name, value]) => `${formatValueName(name).toLowerCase()}: ${sayValue(value, show)}`)
      .join(", ");
    return [
      explainText.check(
        formatGuard(guard),
        formatAnswer(answer, action, guard),
        seen,
        reason ? formatReason(reason).label : null,
      ),
      ...questions.map((question) => `  ${tellQuestion(question, offered, show)}`),
      ...(rule
        ? rule
            .split(" + ")
            .map((one) => `  ${explainText.rule(one, sources.find((source) => source.rule === one)?.source ?? null)}`)
        : []),
      ...(until ? [`  ${explainText.until(sayValue(until, show))}`] : []),
    ];
  });
}

function tellQuestion(
  { field, op, wanted, saw, match, note }: z.infer<typeof trace>,
  offered: readonly OfferedField[],
  show: ShowInstant,
): string {
  const told = formatCondition(
    wanted === null || wanted === undefined ? { field, op } : { field, op, value: wanted },
    offered,
  );
  return explainText.condition(told, sayValue(saw, show), match, note ?? null);
}

function sayValue(value: unknown, show: ShowInstant): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((item) => sayValue(item, show)).join(", ");
  if (typeof value === "object")
    return "amount" in value && "currency" in value
      ? [value.amount, value.currency].filter(Boolean).join(" ")
      : JSON.stringify(value);
  if (typeof value !== "string") return JSON.stringify(value);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value;
  try {
    return show(Temporal.Instant.from(value));
  } catch {
    return value;
  }
}
