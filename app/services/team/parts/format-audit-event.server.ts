import { readDefinition } from "#core/automations/definition.ts";
import { diffDefinitions, isEmpty, type DefinitionDiff } from "#core/automations/diff.ts";
import { formatDiff } from "#core/automations/format/format-diff.ts";
import { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";

const words = text.history;
const MAX_LENGTH = 200;

/** One changed field, before and after, formatted; null for an empty value. */
export interface AuditedField {
  name: string;
  before: string | null;
  after: string | null;
}

type AuditValues = Readonly<Record<string, unknown>>;

/** Fields that the history line shows elsewhere, or that mean nothing to a reader. */
const HIDDEN_FIELDS = new Set(["requestId", "diff", "draft", "inside", "title"]);
/** Fields whose previous value has another name. */
const PREVIOUS_NAMES = new Map([["has_token", "had_token"]]);

interface FormatOptions {
  /** Kind of the target, such as "automation". */
  kind: string;
  /** Formats an instant. */
  when: (at: Temporal.Instant) => string;
}

/** Changed fields of an audit event; leaves unchanged ones out. */
export function formatChangedFields(before: AuditValues, after: AuditValues, options: FormatOptions): AuditedField[] {
  const [previous, next] = [flatten(before), flatten(after)];
  return [...new Set([...previous.keys(), ...next.keys()])].flatMap((key) => {
    if ([...PREVIOUS_NAMES.values()].includes(key)) return [];
    const was = formatValue(previous.get(PREVIOUS_NAMES.get(key) ?? key), options);
    const is = formatValue(next.get(key), options);
    return was === is ? [] : [{ name: words.field(key), before: was, after: is }];
  });
}

/** Flattens nested values by path; leaves ids out. */
function flatten(values: AuditValues, path = ""): Map<string, unknown> {
  return new Map(
    Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
      if (HIDDEN_FIELDS.has(key) || /id$/i.test(key)) return [];
      const here = path ? `${path}.${key}` : key;
      return isRecord(value) ? [...flatten(value, here)] : [[here, value]];
    }),
  );
}

const isRecord = (value: unknown): value is AuditValues =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function formatValue(value: unknown, options: FormatOptions): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string")
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
      ? options.when(Temporal.Instant.from(value))
      : truncate(words.value(options.kind, value));
  if (Array.isArray(value))
    return value.length > 0
      ? truncate(value.map((item) => formatValue(item, options) ?? words.nothing).join(", "))
      : null;
  return truncate(JSON.stringify(value));
}

const truncate = (said: string): string => (said.length > MAX_LENGTH ? `${said.slice(0, MAX_LENGTH)}…` : said);

/** Changes of a definition, one line each: between two drafts, or from the diff that publishing recorded. */
export function formatDefinitionChanges(before: AuditValues, after: AuditValues): string[] {
  if (isDiff(after.diff)) return isEmpty(after.diff) ? [] : formatDiff(after.diff);
  if (!("draft" in before) || !("draft" in after)) return [];
  const [previous, next] = [readDefinition(before.draft), readDefinition(after.draft)];
  // A definition of another release, or an unfinished draft, cannot be compared.
  return "definition" in previous && "definition" in next
    ? formatDiff(diffDefinitions(previous.definition, next.definition))
    : [];
}

const isDiff = (value: unknown): value is DefinitionDiff =>
  isRecord(value) && Array.isArray(value.settings) && Array.isArray(value.steps);
