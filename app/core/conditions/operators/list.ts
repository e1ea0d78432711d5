import { count, countHolds, formatCount } from "./comparison.ts";
import { defineFamily, operatorOn } from "./define.ts";
import { presence } from "./presence.ts";
import { fold, formatList, texts } from "./texts.ts";

const operator = operatorOn<readonly string[]>();

/** Compares what a list has with some texts, capitals or not. */
const having = (
  key: string,
  label: string,
  holds: (wanted: readonly string[], has: (text: string) => boolean) => boolean,
  missing?: { matchesMissing: true },
) =>
  operator({
    key,
    label,
    value: texts,
    form: "list",
    ...missing,
    test: (saw, wanted) => {
      const had = new Set(saw.map(fold));
      return { match: holds(wanted, (one) => had.has(fold(one))) };
    },
    say: formatList,
  });

export const list = defineFamily<readonly string[]>({
  types: ["list"],
  is: "a list of texts",
  read: (raw) => (Array.isArray(raw) && raw.every((item) => typeof item === "string") ? raw : undefined),
  operators: [
    having("has_any", "include any of", (wanted, has) => wanted.some(has)),
    having("has_all", "include all of", (wanted, has) => wanted.every(has)),
    having("has_none", "include none of", (wanted, has) => !wanted.some(has), { matchesMissing: true }),
    operator({
      key: "count",
      label: "have a count that",
      value: count,
      form: "count",
      test: (saw, wanted) => ({ match: countHolds(saw.length, wanted) }),
      say: formatCount,
    }),
    ...presence<readonly string[]>((saw) => saw.length > 0),
  ],
});
