import type { OfferedField } from "#core/automations/fields.ts";
import { isRecord, valueAt } from "#core/plain-data.ts";
import { readAmount } from "#core/intake/money.ts";
import { hostOf, storeHosts } from "../links.ts";
import { plainCharacters } from "../look-alikes.ts";
import { Amount, Decimal } from "./amount.ts";
import { readDate } from "./read-date.ts";
import { safeWords } from "./safe-words.ts";

/**
 * How the values of a template are written: made safe for a message, also in plain characters, or as given (for staff
 * and other systems).
 */
export type Wording = "safe" | "plain" | "given";

/** Words that staff type. No trigger offers them. */
const staffWords: readonly OfferedField[] = [
  { path: "manual.words", label: "The words of the team", type: "text", kind: "own" },
];

/** Roots whose custom values the merchant's own systems write: a link to the store may be one. */
const OWN_SYSTEMS = ["event.data.", "customer.fields."];

type Catalog = ReadonlyMap<string, OfferedField>;
const catalogs = new WeakMap<readonly OfferedField[], Catalog>();

function catalogOf(fields: readonly OfferedField[]): Catalog {
  const known = catalogs.get(fields);
  if (known) return known;
  const catalog = new Map([...staffWords, ...fields].map((field) => [field.path, field] as const));
  for (const { currency } of fields)
    if (currency && !catalog.has(currency))
      catalog.set(currency, { path: currency, label: "", type: "text", kind: "code" });
  catalogs.set(fields, catalog);
  return catalog;
}

interface Writing {
  wording: Wording;
  /** The store's own hosts. */
  hosts: () => readonly string[];
}

/** Lists inside lists, beyond which nothing is read. */
const MAX_DEPTH = 20;

/**
 * The values that a template reads. Each value is made when it is read, by its field's type and kind; a value that no
 * field declares is made safe as free text.
 * @param offered the fields of the values
 */
export function templateValues(
  values: Record<string, unknown>,
  offered: readonly OfferedField[],
  wording: Wording,
): Record<string, unknown> {
  let hosts: readonly string[] | null = null;
  const writing: Writing = { wording, hosts: () => (hosts ??= storeHosts(values)) };
  return recordOf(values, "", catalogOf(offered), values, writing);
}

/** @param around where the catalog's paths begin */
function recordOf(
  record: Record<string, unknown>,
  prefix: string,
  catalog: Catalog,
  around: Record<string, unknown>,
  writing: Writing,
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    const path = prefix + key;
    const make = () => valueOf(record[key], path, catalog, around, writing);
    lazily(made, key, make);
  }
  return made;
}

/** An own property that is made when it is read first. */
function lazily(record: Record<string, unknown>, key: string, make: () => unknown): void {
  const set = (value: unknown) => Object.defineProperty(record, key, { value, enumerable: true, configurable: true });
  Object.defineProperty(record, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make();
      set(value);
      return value;
    },
  });
}

function valueOf(
  value: unknown,
  path: string,
  catalog: Catalog,
  around: Record<string, unknown>,
  writing: Writing,
): unknown {
  const field = catalog.get(path);
  if (field) return ofField(value, field, around, writing);
  if (isRecord(value)) return recordOf(value, `${path}.`, catalog, around, writing);
  return free(value, path, writing, 0);
}

/** A value without a declared field: the texts in it are free text. */
function free(value: unknown, path: string, writing: Writing, depth: number): unknown {
  if (typeof value === "string") return isOwnLink(value, path, writing) ? value : words(value, "note", writing);
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((entry) => free(entry, path, writing, depth + 1));
  if (isRecord(value)) {
    const made: Record<string, unknown> = {};
    for (const key of Object.keys(value)) lazily(made, key, () => free(value[key], path, writing, depth + 1));
    return made;
  }
  return value;
}

/** A whole link to the store that one of the merchant's own systems gave. */
function isOwnLink(value: string, path: string, { wording, hosts }: Writing): boolean {
  if (wording === "given" || !OWN_SYSTEMS.some((root) => path.startsWith(root))) return false;
  const host = /^https:\/\/\S+$/.test(value) ? hostOf(value) : null;
  return host !== null && hosts().includes(host) && safeWords(value, "link") === value;
}

function words(value: string, kind: NonNullable<OfferedField["kind"]>, { wording }: Writing): string | null {
  if (wording === "given") return value;
  const safe = safeWords(value, kind);
  // The team's own words go out as they were written.
  return safe !== null && wording === "plain" && kind !== "link" && kind !== "own" ? plainCharacters(safe) : safe;
}

const orNull = (fits: boolean, value: unknown): unknown => (fits ? value : null);

function ofField(value: unknown, field: OfferedField, around: Record<string, unknown>, writing: Writing): unknown {
  const isGiven = writing.wording === "given";
  switch (field.type) {
    case "money": {
      const amount = readAmount(value);
      if (amount === null) return isGiven ? value : null;
      const currency = field.currency ? valueAt(around, field.currency) : null;
      return new Amount(new Decimal(amount), typeof currency === "string" ? currency : null, amount);
    }
    case "lines":
      return Array.isArray(value)
        ? value.map((line) =>
            isRecord(line) ? recordOf(line, "", catalogOf(field.of ?? []), line, writing) : free(line, "", writing, 0),
          )
        : free(value, field.path, writing, 0);
    case "number":
      return orNull(isGiven || typeof value === "number" || readAmount(value) !== null, value);
    case "boolean":
      return orNull(isGiven || typeof value === "boolean", value);
    case "phone":
      return orNull(isGiven || (typeof value === "string" && /^\+\d{6,15}$/.test(value)), value);
    case "date":
      return orNull(isGiven || readDate(value, "UTC") !== null, value);
    case "url":
      return typeof value === "string" ? words(value, "link", writing) : orNull(isGiven, value);
    case "text":
    case "list":
      return textOf(value, field, writing);
  }
}

function textOf(value: unknown, field: OfferedField, writing: Writing): unknown {
  const kind = field.kind ?? "label";
  if (typeof value === "string") return words(value, kind, writing);
  if (Array.isArray(value))
    return value.flatMap((entry) => {
      const made = typeof entry === "string" ? words(entry, kind, writing) : free(entry, field.path, writing, 0);
      return made === null ? [] : [made];
    });
  return writing.wording === "given" ? value : null;
}
