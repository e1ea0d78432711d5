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

/** Formats an instant. */
export type ShowInstant = (at: Instant) => string;

// Lenient, because earlier releases wrote rows with fewer fields.
const traceSchema = z.object({
  path: z.string().catch(""),
  field: z.string(),
  op: z.string(),
  wanted: z.unknown(),
  saw: z.unknown(),
  match: z.boolean(),
  note: z.string().optional(),
});
const checkSchema = z.object({
  guard: z.string(),
  answer: z.enum(["pass", "skip", "defer", "exit", "hold"]),
  reason: z.string().optional().catch(undefined),
  saw: z.record(z.string(), z.unknown()).catch({}),
  trace: z.array(traceSchema).catch([]).default([]),
  rule: z.string().optional().catch(undefined),
  until: z.string().optional().catch(undefined),
});
export type StoredCheck = z.infer<typeof checkSchema> & { sources: ReturnType<typeof sourcesOf> };

/** Parses the stored checks of a log row and adds the sources of their rules. */
export const parseStoredChecks = (explanation: unknown): StoredCheck[] =>
  z
    .array(checkSchema)
    .catch([])
    .parse(explanation)
    .map((check) => ({
      ...check,
      sources: check.rule ? sourcesOf(check.rule).filter(({ source }) => source !== null) : [],
    }));

/** Formats checks in order, one per line: guard, inputs, answer, conditions, rules and their sources. */
export function formatChecks(
  checks: readonly StoredCheck[],
  { action, trigger, show: formatInstant }: { action: string; trigger: string | null; show: ShowInstant },
): string[] {
  const offered = trigger && (triggerTypes as readonly string[]).includes(trigger) ? offersOf(trigger) : [];
  return checks.flatMap(({ guard, answer, reason, saw, trace: questions, rule, until, sources }) => {
    const inputs = Object.entries(saw)
      .map(([name, value]) => `${formatValueName(name).toLowerCase()}: ${formatValue(value, formatInstant)}`)
      .join(", ");
    return [
      explainText.check(
        formatGuard(guard),
        formatAnswer(answer, action, guard),
        inputs,
        reason ? formatReason(reason).label : null,
      ),
      ...questions.map((question) => `  ${formatQuestion(question, offered, formatInstant)}`),
      ...(rule
        ? rule
            .split(" + ")
            .map(
              (ruleKey) =>
                `  ${explainText.rule(ruleKey, sources.find((source) => source.rule === ruleKey)?.source ?? null)}`,
            )
        : []),
      ...(until ? [`  ${explainText.until(formatValue(until, formatInstant))}`] : []),
    ];
  });
}

function formatQuestion(
  { field, op, wanted, saw, match, note }: z.infer<typeof traceSchema>,
  offered: readonly OfferedField[],
  formatInstant: ShowInstant,
): string {
  const condition = formatCondition(
    wanted === null || wanted === undefined ? { field, op } : { field, op, value: wanted },
    offered,
  );
  return explainText.condition(condition, formatValue(saw, formatInstant), match, note ?? null);
}

function formatValue(value: unknown, formatInstant: ShowInstant): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((item) => formatValue(item, formatInstant)).join(", ");
  if (typeof value === "object")
    return "amount" in value && "currency" in value
      ? [value.amount, value.currency].filter(Boolean).join(" ")
      : JSON.stringify(value);
  if (typeof value !== "string") return JSON.stringify(value);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value;
  try {
    return formatInstant(Temporal.Instant.from(value));
  } catch {
    return value;
  }
}
