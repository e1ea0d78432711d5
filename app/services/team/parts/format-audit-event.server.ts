import { readDefinition } from "#core/automations/definition.ts";
import { diffDefinitions, isEmpty, type DefinitionDiff } from "#core/automations/diff.ts";
import { formatDiff } from "#core/automations/format-diff.ts";
import { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";

const words = text.history;
const LONGEST = 200;

/** One thing that was changed: what it was and what it became, in words; null where there was nothing. */
export interface AuditedField {
  name: string;
  before: string | null;
  after: string | null;
}

type Told = Readonly<Record<string, unknown>>;

/** What stands elsewhere in the line, or tells a person nothing. */
const UNTOLD = new Set(["requestId", "diff", "draft", "inside", "title"]);
/** As a sentence of its own says it already. */
const SAME_NAME = new Map([["has_token", "had_token"]]);

interface Speaking {
  /** The kind of thing that was changed, such as "automation". */
  kind: string;
  /** An instant, as people say it. */
  when: (at: Temporal.Instant) => string;
}

/** What a change did, field by field; what is as it was is left out. */
export function formatChangedFields(before: Told, after: Told, speaking: Speaking): AuditedField[] {
  const [old, fresh] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    if ([...SAME_NAME.values()].includes(key)) return [];
    const was = sayValue(old.get(SAME_NAME.get(key) ?? key), speaking);
    const is = sayValue(fresh.get(key), speaking);
    return was === is ? [] : [{ name: words.field(key), before: was, after: is }];
  });
}

/** Nested values by the path to them; the ids of things are for machines. */
function flat(told: Told, path = ""): Map<string, unknown> {
  return new Map(
    Object.entries(told).flatMap(([key, value]): [string, unknown][] => {
      if (UNTOLD.has(key) || /id$/i.test(key)) return [];
      const here = path ? `${path}.${key}` : key;
      return isRecord(value) ? [...flat(value, here)] : [[here, value]];
    }),
  );
}

const isRecord = (value: unknown): value is Told =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sayValue(value: unknown, speaking: Speaking): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string")
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
      ? speaking.when(Temporal.Instant.from(value))
      : cut(words.value(speaking.kind, value));
  if (Array.isArray(value))
    return value.length > 0 ? cut(value.map((item) => sayValue(item, speaking) ?? words.nothing).join(", ")) : null;
  return cut(JSON.stringify(value));
}

const cut = (said: string): string => (said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said);

/** How a definition was changed, line by line: between two drafts, or as publishing has noted it. */
export function formatDefinitionChanges(before: Told, after: Told): string[] {
  if (isDiff(after.diff)) return isEmpty(after.diff) ? [] : formatDiff(after.diff);
  if (!("draft" in before) || !("draft" in after)) return [];
  const [old, fresh] = [readDefinition(before.draft), readDefinition(after.draft)];
  // One that another release wrote, or that was half done, cannot be compared.
  return "definition" in old && "definition" in fresh
    ? formatDiff(diffDefinitions(old.definition, fresh.definition))
    : [];
}

const isDiff = (value: unknown): value is DefinitionDiff =>
  isRecord(value) && Array.isArray(value.settings) && Array.isArray(value.steps);
