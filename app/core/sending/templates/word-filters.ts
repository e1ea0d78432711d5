import type { FilterImplOptions } from "liquidjs";
import { isRecord } from "#core/plain-data.ts";
import { readNumber } from "./amount.ts";
import { meterOf, outputOf } from "./bounded-liquid.ts";

type Calling = { context: Parameters<typeof meterOf>[0] };

/** The word for one or for several: `{{ 2 | pluralize: 'item', 'items' }}` is "items". */
function pluralize(count: unknown, one: unknown, several: unknown): string {
  return outputOf(readNumber(count).decimal.eq(1) ? one : several);
}

/** "Linen shirt, M" becomes "linen-shirt-m". */
const handleize = (text: unknown): string =>
  outputOf(text)
    .toLowerCase()
    .replace(/['’"]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

const DEFAULT_WORDS = 15;

/** Shortens to a number of words; adds the ellipsis where something was cut. */
function truncatewords(text: unknown, count: unknown, ellipsis: unknown = "..."): string {
  const words = outputOf(text).split(/\s+/).filter(Boolean);
  const most = count === undefined ? DEFAULT_WORDS : Math.max(1, Number(readNumber(count).decimal.round(0)));
  return words.length <= most ? words.join(" ") : words.slice(0, most).join(" ") + outputOf(ellipsis);
}

/** Joins a list. A line item counts as its title. */
function join(this: Calling, list: unknown, separator: unknown = " "): string {
  const entries: unknown[] = Array.isArray(list) ? list : list === undefined || list === null ? [] : [list];
  const words = entries.map((entry) => {
    if (!isRecord(entry) || outputOf(entry) !== "") return outputOf(entry);
    meterOf(this.context).note({ kind: "object" });
    return outputOf(entry.title);
  });
  return words.join(outputOf(separator));
}

export const wordFilters: Readonly<Record<string, FilterImplOptions>> = {
  pluralize,
  handleize,
  handle: handleize,
  truncatewords,
  join: join as FilterImplOptions,
};
