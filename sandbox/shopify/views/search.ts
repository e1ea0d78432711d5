const TERM = /(\w+):(<=|>=|<|>)?(?:'([^']*)'|"([^"]*)"|(\S+))/g;

type Facts = Record<string, string | readonly string[] | null>;

function holds(fact: string | readonly string[] | null, operator: string, wanted: string): boolean {
  if (fact === null) return false;
  if (typeof fact === "string" && wanted.endsWith("*"))
    return wordsOf(fact).some((word) => word.startsWith(wanted.slice(0, -1).toLowerCase()));
  if (typeof fact !== "string") return fact.includes(wanted);
  const [left, right] = [Date.parse(fact), Date.parse(wanted)];
  const order =
    Number.isNaN(left) || Number.isNaN(right) || !operator
      ? fact.toLowerCase().localeCompare(wanted.toLowerCase())
      : left - right;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  if (operator === ">") return order > 0;
  if (operator === ">=") return order >= 0;
  return order === 0;
}

const wordsOf = (fact: string): string[] => fact.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * A part of Shopify's search syntax: `field:value` terms, also with a `*` at their end or with < <= > >=, joined by
 * AND. As with Shopify, unknown fields are ignored.
 */
export function search<T>(all: readonly T[], query: string | null | undefined, facts: (one: T) => Facts): T[] {
  const terms = [...(query ?? "").matchAll(TERM)].map(([, field = "", operator = "", ...values]) => ({
    field,
    operator,
    wanted: values.find((value) => value !== undefined) ?? "",
  }));
  return all.filter((one) => {
    const known = facts(one);
    return terms.every(
      ({ field, operator, wanted }) => known[field] === undefined || holds(known[field], operator, wanted),
    );
  });
}

/** Sorts by one of the API's sort keys; keeps the order for unknown keys. */
export function sorted<T>(
  all: readonly T[],
  key: string | null | undefined,
  rules: Record<string, (one: T) => string>,
): T[] {
  const rule = rules[key ?? ""];
  return rule ? all.toSorted((a, b) => (rule(a) < rule(b) ? -1 : rule(a) > rule(b) ? 1 : 0)) : [...all];
}
