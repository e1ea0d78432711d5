import type { FactTest, LinesHold, OrderKey, Predicate } from "#core/segments/predicate.ts";
import { customerFacts, customerLines, joins, type JoinName, type SqlFact, type SqlLines } from "./segment-facts.ts";

/** SQL with its parameters. */
interface Rendered {
  /** SQL: the joins to customer `c`. */
  joins: string;
  /** SQL: whether the predicate holds for customer `c`. */
  where: string;
}

/** Where the SQL of a predicate is written: the parameters so far, and what customer `c` must be joined with. */
class Writing {
  readonly joins = new Map<string, string>();
  readonly #values: unknown[];
  readonly #birthdays: () => Record<string, number>;
  #birthdayParameter: string | null = null;

  constructor(values: unknown[], birthdays: () => Record<string, number>) {
    this.#values = values;
    this.#birthdays = birthdays;
  }

  /** Adds a parameter. */
  value(value: unknown): string {
    return `$${this.#values.push(value)}`;
  }

  birthdayParameter(): string {
    this.#birthdayParameter ??= this.value(JSON.stringify(this.#birthdays()));
    return this.#birthdayParameter;
  }

  join(name: JoinName): void {
    this.joins.set(name, `LEFT JOIN ${joins[name]} ON ${name}."customerId" = c."id"`);
  }
}

/** The facts and rows that a part of a predicate may name. */
interface Scope {
  fact(name: string): SqlFact | undefined;
  lines(name: string): SqlLines | undefined;
}

/**
 * Renders a predicate as SQL about customer `c`.
 * @param values the parameters so far, to which it adds its own; `$1` is the shop, `$2` is now
 * @param birthdays the days until each birthday, read only where the predicate asks
 */
export function renderPredicate(
  predicate: Predicate,
  values: unknown[],
  birthdays: () => Record<string, number>,
): Rendered {
  const writing = new Writing(values, birthdays);
  const scope: Scope = {
    fact: (name) => {
      const birthday = name === "customer.days_to_birthday" ? writing.birthdayParameter() : "NULL";
      const facts = customerFacts(birthday);
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (fact?.from) writing.join(fact.from);
      return fact;
    },
    lines: (name) => (Object.hasOwn(customerLines, name) ? customerLines[name] : undefined),
  };
  const where = render(predicate, scope, writing);
  return { joins: [...writing.joins.values()].join("\n"), where };
}

function render(predicate: Predicate, scope: Scope, writing: Writing): string {
  switch (predicate.kind) {
    case "constant":
      return String(predicate.holds);
    case "all":
    case "any":
      return group(
        predicate.parts.map((part) => render(part, scope, writing)),
        predicate.kind,
      );
    case "not":
      return `NOT ${render(predicate.part, scope, writing)}`;
    case "fact": {
      const fact = scope.fact(predicate.fact);
      if (!fact) return "false";
      return whenKnown(present(fact), predicate.missing, renderTest(fact, predicate.test, scope, writing));
    }
    case "custom":
      return renderCustom(predicate, writing);
    case "lines": {
      const lines = scope.lines(predicate.lines);
      return lines ? renderLines(predicate, lines, writing) : "false";
    }
  }
}

const group = (parts: readonly string[], kind: "all" | "any"): string =>
  parts.length === 0 ? String(kind === "all") : `(${parts.join(kind === "all" ? " AND " : " OR ")})`;

/** A fact that is not there holds as its operator says; any other comparison that cannot be made does not hold. */
const whenKnown = (known: string, missing: boolean, test: string): string =>
  `(CASE WHEN ${known} THEN coalesce(${test}, false) ELSE ${missing} END)`;

/** The characters that JavaScript trims. */
const SPACE = `E' \\t\\n\\r\\f\\u000b\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'`;

const present = ({ type, sql }: Pick<SqlFact, "type" | "sql">): string =>
  type === "text" ? `coalesce(btrim(${sql}, ${SPACE}) <> '', false)` : `${sql} IS NOT NULL`;

/** Folds as the core does: composed, in small letters, by Unicode's rules whatever the database's locale. */
const fold = (sql: string): string => `lower(normalize(${sql}, NFC) COLLATE "und-x-icu") COLLATE "C"`;

const SIGNS: Readonly<Record<OrderKey, string>> = {
  equals: "=",
  not_equals: "<>",
  less_than: "<",
  at_most: "<=",
  greater_than: ">",
  at_least: ">=",
};

function renderTest(fact: SqlFact, test: FactTest, scope: Scope, writing: Writing): string {
  const { sql } = fact;
  switch (test.test) {
    case "present":
      return fact.type === "list" ? `cardinality(${sql}) > 0` : "true";
    case "absent":
      return fact.type === "list" ? `cardinality(${sql}) = 0` : "false";
    case "boolean":
      return `${sql} = ${test.is}`;
    case "order":
      return inCurrency(fact, test, `${sql} ${SIGNS[test.is]} ${writing.value(test.value)}::numeric`, writing);
    case "within": {
      const [from, to] = [writing.value(test.from), writing.value(test.to)];
      return inCurrency(fact, test, `${sql} BETWEEN ${from}::numeric AND ${to}::numeric`, writing);
    }
    case "time":
      return group(
        test.bounds.map(({ is, at }) => `${sql} ${is} ${writing.value(at)}::timestamptz`),
        "all",
      );
    case "month_day":
      return `to_char(${sql} AT TIME ZONE ${writing.value(test.timezone)}, 'MM-DD') = ANY(${writing.value(test.days)}::text[])`;
    case "days_from": {
      const other = scope.fact(test.fact);
      if (!other) return "false";
      const zone = writing.value(test.timezone);
      const dayOf = (time: string) => `(${time} AT TIME ZONE ${zone})::date`;
      return `${dayOf(sql)} = ${dayOf(other.sql)} + ${writing.value(test.days)}::int`;
    }
    case "text":
      return group(
        test.values.map((value) => matchText(fold(sql), test.match, test.subtags, writing.value(value))),
        "any",
      );
    case "not_text":
      return `NOT ${matchText(fold(sql), test.match, test.subtags, writing.value(test.value))}`;
    case "has": {
      const values = writing.value([...new Set(test.values)]);
      const found = `(SELECT count(DISTINCT ${fold("one")}) FROM unnest(${sql}) one
        WHERE ${fold("one")} = ANY(${values}::text[]))`;
      if (test.match === "all") return `${found} = cardinality(${values}::text[])`;
      const some = `EXISTS (SELECT 1 FROM unnest(${sql}) one WHERE ${fold("one")} = ANY(${values}::text[]))`;
      return test.match === "any" ? some : `NOT ${some}`;
    }
    case "size":
      return `cardinality(${sql}) ${SIGNS[test.is]} ${writing.value(test.count)}::int`;
  }
}

/** Amounts compare in one currency only: the app has no exchange rates. */
const inCurrency = (fact: SqlFact, { currency }: { currency?: string }, test: string, writing: Writing): string =>
  currency === undefined ? test : `(${test} AND upper(${fact.currency ?? "NULL"}) = ${writing.value(currency)})`;

function matchText(sql: string, match: string, subtags: boolean, value: string): string {
  const text = `${value}::text`;
  if (match === "contains") return `(strpos(${sql}, ${text}) > 0)`;
  if (match === "starts") return `starts_with(${sql}, ${text})`;
  if (match === "ends") return `(right(${sql}, length(${text})) = ${text})`;
  return subtags ? `(${sql} = ${text} OR starts_with(${sql}, ${text} || '-'))` : `(${sql} = ${text})`;
}

/** The JSON type of each type of a merchant's own field. */
const jsonTypes = { number: "number", boolean: "boolean", list: "array", text: "string" } as const;

/** A merchant's own field: its value decides which comparison is made. */
function renderCustom({ key, tests, missing }: Extract<Predicate, { kind: "custom" }>, writing: Writing): string {
  const value = `(c."fields" -> ${writing.value(key)})`;
  const plain = `(${value} #>> '{}')`;
  const facts: Record<(typeof tests)[number]["type"], SqlFact> = {
    number: { type: "number", sql: `${plain}::numeric` },
    boolean: { type: "boolean", sql: `${plain}::boolean` },
    list: { type: "list", sql: `ARRAY(SELECT jsonb_array_elements_text(${value}))` },
    text: { type: "text", sql: plain },
  };
  const none: Scope = { fact: () => undefined, lines: () => undefined };
  const cases = tests.map(({ type, test }) => {
    const isOfType = `jsonb_typeof(${value}) = '${jsonTypes[type]}'`;
    return `WHEN ${isOfType} THEN coalesce(${renderTest(facts[type], test, none, writing)}, false)`;
  });
  const isMissing = `${value} IS NULL OR jsonb_typeof(${value}) = 'null'
    OR (jsonb_typeof(${value}) = 'string' AND btrim(${plain}, ${SPACE}) = '')`;
  return `(CASE WHEN ${isMissing} THEN ${missing} ${cases.join(" ")} ELSE false END)`;
}

/** The rows of a customer that fit are counted once for all customers; the parts of a row within their row. */
function renderLines(
  { where, holds }: Extract<Predicate, { kind: "lines" }>,
  lines: SqlLines,
  writing: Writing,
): string {
  const scope: Scope = {
    fact: (name) => (Object.hasOwn(lines.facts, name) ? lines.facts[name] : undefined),
    lines: (name) => (lines.lines && Object.hasOwn(lines.lines, name) ? lines.lines[name] : undefined),
  };
  const fits = where ? render(where, scope, writing) : "true";
  const needsAll = holds.of === "every";
  const counts = `count(*) FILTER (WHERE ${fits}) AS "fitting"${needsAll ? `, count(*) AS "all"` : ""}`;
  if (lines.customer === undefined)
    return `(SELECT ${holdsOf(holds, "x", writing)} FROM (SELECT ${counts} FROM ${lines.rows}) x)`;
  const name = `lines${writing.joins.size}`;
  const only = [lines.only, ...(needsAll ? [] : [fits])].filter(Boolean).join(" AND ");
  const counted = needsAll ? counts : `count(*) AS "fitting"`;
  writing.joins.set(
    name,
    `LEFT JOIN (
      SELECT ${lines.customer} AS "customerId", ${counted}
      FROM ${lines.rows}
      WHERE ${only}
      GROUP BY 1
    ) ${name} ON ${name}."customerId" = c."id"`,
  );
  return holdsOf(holds, name, writing);
}

function holdsOf(holds: LinesHold, name: string, writing: Writing): string {
  const fitting = `coalesce(${name}."fitting", 0)`;
  switch (holds.of) {
    case "any":
      return `(${fitting} > 0)`;
    case "none":
      return `(${fitting} = 0)`;
    case "every":
      return `(${fitting} > 0 AND ${fitting} = ${name}."all")`;
    case "count":
      return `(${fitting} ${SIGNS[holds.is]} ${writing.value(holds.count)}::int)`;
  }
}
