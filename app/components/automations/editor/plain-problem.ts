import type { Draft } from "#core/automations/edit/draft.ts";
import { partNamedBy, type NamedPart } from "#core/automations/edit/named-by.ts";
import type { FormField, OfferedField } from "#core/automations/fields.ts";
import { isMissing, ownValue, valueAt } from "#core/plain-data.ts";
import type { Problem } from "#core/problem.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import { isWordingProblem, templateProblemsOf, type TemplateProblem } from "#core/sending/templates/problems.ts";
import { formatWordingProblem, type TemplateUse } from "#core/sending/templates/wording.ts";
import { text } from "#text/en.ts";
import { asSentence } from "#text/sentence.ts";
import { formatTemplateProblem } from "#components/sending/format-template-problem.ts";

const words = text.editor.problems;

interface Case extends NamedPart {
  field: FormField;
  message: string;
  offered: readonly OfferedField[];
  /** Where a template stands. */
  use: TemplateUse;
}

/** Messages by kind of field; null if the definition's own message is clear enough. */
const byKind: Partial<Record<FormField["kind"], (found: Case) => string | null>> = {
  template: ({ value, message, offered, use }) => inTemplate(value, message, offered, use),
  translations: ({ field, value, within, message, offered, use }) =>
    isMissing(ownValue(value, within))
      ? words.empty[field.kind]
      : inTemplate(ownValue(value, within), message, offered, { ...use, language: within }),
  record: ({ value, within, message, offered }) =>
    inTemplate(ownValue(value, within), message, offered, { isForSystem: true }),
  choice: ({ field, value }) => (isMissing(value) ? words.empty[field.kind] : words.gone),
  segment: ({ field, value, message }) =>
    isMissing(value) ? words.empty[field.kind] : message.startsWith("choose") ? words.gone : null,
  automation: ({ field, value, message }) =>
    isMissing(value) ? words.empty[field.kind] : message.startsWith("choose") ? words.gone : null,
  field: ({ field, value }) =>
    isMissing(value)
      ? words.empty[field.kind]
      : String(value).endsWith(".")
        ? words.ownName
        : words.unknownName(String(value)),
  duration: ({ field, value, message }) =>
    isMissing(ownValue(value, "amount")) ? words.empty[field.kind] : asSentence(message),
  zone: ({ field, value }) => (isMissing(value) ? words.empty[field.kind] : words.gone),
  weekdays: () => words.empty.weekdays,
  list: inList,
  condition: inCondition,
};

/** Rewrites a problem of the definition for merchants: the cause, and the fix. */
export function plainProblem(
  draft: Draft,
  { path, message }: Problem,
  offeredAt: (place: NamedPart["place"]) => readonly OfferedField[],
): string {
  const named = partNamedBy(draft, path);
  const { field, value, part } = named;
  if (field) {
    const own =
      byKind[field.kind]?.({
        ...named,
        field,
        message,
        offered: offeredAt(named.place),
        use: { channel: field.channel, kind: kindOf(draft) },
      }) ?? null;
    if (own !== null) return own;
    if (isMissing(value) && field.kind !== "text") return words.empty[field.kind];
    return asSentence(message);
  }
  return (named.step ? ofStep : ofWhole)(part, message) ?? asSentence(message);
}

const ofStep = (part: string, message: string): string | null => {
  if (part === "onError") return words.onError;
  return part === "config" && message.includes(":") ? words.whole : null;
};

const wholes: Readonly<Record<string, string>> = { reentry: words.reentry, ifUnknown: words.sendAgain };
function ofWhole(part: string, message: string): string | null {
  if (/^exits\.\d+\./.test(part)) return words.exit;
  if (part === "kind") return message.startsWith("use ") ? words.kind : null;
  return wholes[part] ?? null;
}

/** Reports template problems as the message editor does; length and absence are not template problems. */
function inTemplate(
  source: unknown,
  message: string,
  offered: readonly OfferedField[],
  use: TemplateUse,
): string | null {
  if (typeof source !== "string" || isMissing(source) || message.startsWith("is longer")) return null;
  if (message.startsWith("takes ")) return asSentence(message);
  const templateProblems = templateProblemsOf(source, offered, use);
  const templateProblem = templateProblems.find((one) => isSaidBy(one, message)) ?? templateProblems[0];
  return templateProblem ? formatTemplateProblem(templateProblem).said : null;
}

/** Whether the definition's message is about this problem. */
const isSaidBy = (problem: TemplateProblem, message: string): boolean =>
  isWordingProblem(problem)
    ? formatWordingProblem(problem) === message
    : "name" in problem && message.includes(`"${problem.name}"`);

const kindOf = ({ kind }: Draft): MessageKind | undefined =>
  kind === "marketing" || kind === "transactional" || kind === "opt_in" ? kind : undefined;

function inList({ field, value, within, message }: Case): string {
  if (field.options && within !== "") return words.gone;
  if (within !== "") return words.ofOne(short(String(valueAt(Object.assign({}, value), within))), message);
  if (Array.isArray(value) && value.length > 0) return asSentence(message);
  return field.options ? words.chooseSome : words.empty[field.kind];
}

/** The problem of a condition's property, operator or value. */
function inCondition({ value, within, message }: Case): string {
  const part = within.split(".").at(-1);
  const there = valueAt(asRecords(value), within);
  if (part === "field") return isMissing(there) ? words.ask : words.unknownField(String(there));
  if (part === "op") return words.compare;
  return isMissing(there) || (Array.isArray(there) && part === "value" && there.length === 0)
    ? words.value
    : asSentence(message);
}

/** Turns lists into records by index, so that paths read both. */
function asRecords(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, within]) => [key, asRecords(within)]));
}

const LONGEST = 30;
const short = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line);
