import { formatCondition, type Trace } from "#core/conditions/index.ts";
import { traceTreesOf, type TraceNode } from "#core/conditions/trace-tree.ts";
import type { Check } from "#core/activity/explanation.ts";
import { sentenceOf } from "#core/sending/quiet-hours/rulebook.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { statusText } from "#text/statuses.ts";
import { parseStoredChecks } from "./format-checks.server.ts";
import { formatSubject, type NamedSubject } from "./event-subject.server.ts";
import { formatExit } from "#services/automations/read-triggers.server.ts";
import { instantIn, formatCheckValue, type FormatInstant } from "./format-check-value.server.ts";

/** A condition and its input. */
interface ConditionView {
  told: string;
  saw: string;
  /** Detail that the value does not show. */
  note: string | null;
}

/** One check with formatted values. */
export interface CheckLine {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: { name: string; value: string }[];
  /** Conditions, in their groups. */
  asked: TraceNode<ConditionView>[];
  /** Legal rules that it applied, with their text and source, if known. */
  rules: { rule: string; says: string | null; source: string | null }[];
  until: ShownMoment | null;
}

const labelFrom = (texts: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(texts, key) && texts[key]) || key;

/** Formatters of inputs that are our own keys, by input name, or by guard and input name if the name is ambiguous. */
const keyFormatters: Readonly<Record<string, (key: string, order: NamedSubject | null) => string>> = {
  consent: (key) => labelFrom(statusText.consent, key),
  "automation_active status": (key) => labelFrom(statusText.automation, key),
  "sequence_active status": (key) => labelFrom(statusText.sequence, key),
  encoding: (key) => labelFrom(text.entry.alphabets, key),
  zones_from: (key) => labelFrom(text.entry.zonesFrom, key),
  on: formatExit,
  about: formatSubject,
  subject: formatSubject,
  entered_before_as: formatSubject,
};

interface FormatContext {
  /** The order of the event, if it has a name. */
  order: NamedSubject | null;
  /** Fields that conditions can use. */
  offered: readonly OfferedField[];
  tell: FormatInstant;
}

/** @param explanation stored explanation of a log row */
export function readChecks(explanation: unknown, { order, offered, tell: formatInstant }: FormatContext): CheckLine[] {
  return parseStoredChecks(explanation).map(({ guard, answer, reason, saw, trace, rule, sources, until }) => {
    const untilInstant = instantIn(until);
    return {
      guard,
      answer,
      reason: reason ?? null,
      saw: Object.entries(saw).map(([name, value]) => ({
        name,
        value:
          (typeof value === "string" && (keyFormatters[name] ?? keyFormatters[`${guard} ${name}`])?.(value, order)) ||
          formatCheckValue(value, formatInstant),
      })),
      asked: traceTreesOf(trace).map((tree) =>
        mapTree(tree, (question) => formatQuestion(question, offered, formatInstant)),
      ),
      rules: rule
        ? rule.split(" + ").map((ruleKey) => ({
            rule: ruleKey,
            says: sentenceOf(ruleKey),
            source: sources.find((source) => source.rule === ruleKey)?.source ?? null,
          }))
        : [],
      until: untilInstant && formatInstant(untilInstant),
    };
  });
}

type Stored = Omit<Trace, "note"> & { note?: string | undefined };

function formatQuestion(
  { field: path, op, wanted, saw, note }: Stored,
  offered: readonly OfferedField[],
  formatInstant: FormatInstant,
): ConditionView {
  const told = formatCondition(
    wanted === null || wanted === undefined ? { field: path, op } : { field: path, op, value: wanted },
    offered,
  );
  return {
    told,
    saw: formatCheckValue(
      saw,
      formatInstant,
      offered.find((field) => field.path === path),
    ),
    note: note ?? null,
  };
}

const mapTree = (asked: TraceNode<Stored>, format: (question: Stored) => ConditionView): TraceNode<ConditionView> =>
  asked.kind === "question"
    ? { ...asked, question: format(asked.question) }
    : { ...asked, parts: asked.parts.map((part) => mapTree(part, format)) };

/** The event that ended a sequence and its subject; null if no event did. */
export function readEnding(
  explanation: unknown,
  order: NamedSubject | null,
): { event: string; subject: string | null } | null {
  const { on, about } =
    parseStoredChecks(explanation).find(({ guard, answer }) => guard === "exits" && answer !== "pass")?.saw ?? {};
  if (typeof on !== "string") return null;
  return { event: formatExit(on), subject: typeof about === "string" ? formatSubject(about, order) : null };
}
