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

/** A question of a condition, and what was seen. */
interface Question {
  told: string;
  saw: string;
  /** What the value alone does not tell. */
  note: string | null;
}

/** One check of an explanation, its values in words. */
export interface CheckLine {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: { name: string; value: string }[];
  /** Of conditions: what was asked, in its groups. */
  asked: TraceNode<Question>[];
  /** The rules that it went by: each with what it says and where it stands, where that is known. */
  rules: { rule: string; says: string | null; source: string | null }[];
  until: ShownMoment | null;
}

const sayBy = (texts: Readonly<Record<string, string>>, key: string): string =>
  (Object.hasOwn(texts, key) && texts[key]) || key;

/** Values that are keys of ours, by the name they are seen under; by the check's too where that alone does not tell. */
const keys: Readonly<Record<string, (key: string, order: NamedSubject | null) => string>> = {
  consent: (key) => sayBy(statusText.consent, key),
  "automation_active status": (key) => sayBy(statusText.automation, key),
  "sequence_active status": (key) => sayBy(statusText.sequence, key),
  encoding: (key) => sayBy(text.entry.alphabets, key),
  zones_from: (key) => sayBy(text.entry.zonesFrom, key),
  on: formatExit,
  about: formatSubject,
  subject: formatSubject,
  entered_before_as: formatSubject,
};

interface Reader {
  /** What the event was about, where that has a name. */
  order: NamedSubject | null;
  /** What conditions may have asked about. */
  offered: readonly OfferedField[];
  tell: FormatInstant;
}

/** @param explanation a log row's, as stored */
export function readChecks(explanation: unknown, { order, offered, tell }: Reader): CheckLine[] {
  return parseStoredChecks(explanation).map(({ guard, answer, reason, saw, trace, rule, sources, until }) => {
    const again = instantIn(until);
    return {
      guard,
      answer,
      reason: reason ?? null,
      saw: Object.entries(saw).map(([name, value]) => ({
        name,
        value:
          (typeof value === "string" && (keys[name] ?? keys[`${guard} ${name}`])?.(value, order)) ||
          formatCheckValue(value, tell),
      })),
      asked: traceTreesOf(trace).map((tree) => toldOf(tree, (question) => sayQuestion(question, offered, tell))),
      rules: rule
        ? rule.split(" + ").map((one) => ({
            rule: one,
            says: sentenceOf(one),
            source: sources.find((source) => source.rule === one)?.source ?? null,
          }))
        : [],
      until: again && tell(again),
    };
  });
}

type Stored = Omit<Trace, "note"> & { note?: string | undefined };

function sayQuestion(
  { field: path, op, wanted, saw, note }: Stored,
  offered: readonly OfferedField[],
  tell: FormatInstant,
): Question {
  const told = formatCondition(
    wanted === null || wanted === undefined ? { field: path, op } : { field: path, op, value: wanted },
    offered,
  );
  return {
    told,
    saw: formatCheckValue(
      saw,
      tell,
      offered.find((field) => field.path === path),
    ),
    note: note ?? null,
  };
}

const toldOf = (asked: TraceNode<Stored>, say: (question: Stored) => Question): TraceNode<Question> =>
  asked.kind === "question"
    ? { ...asked, question: say(asked.question) }
    : { ...asked, parts: asked.parts.map((part) => toldOf(part, say)) };

/** The event that ended a customer's way, and what it was about; null where none did. */
export function readEnding(
  explanation: unknown,
  order: NamedSubject | null,
): { event: string; subject: string | null } | null {
  const { on, about } =
    parseStoredChecks(explanation).find(({ guard, answer }) => guard === "exits" && answer !== "pass")?.saw ?? {};
  if (typeof on !== "string") return null;
  return { event: formatExit(on), subject: typeof about === "string" ? formatSubject(about, order) : null };
}
