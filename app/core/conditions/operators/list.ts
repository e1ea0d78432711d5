import { count, countHolds, formatCount } from "./comparison.ts";
import { defineFamily, operatorOn } from "./define.ts";
import { presence } from "./presence.ts";
import { fold, formatList, texts } from "./texts.ts";

const operator = operatorOn<readonly string[]>();

/** Compares a list with texts, ignoring case. */
const textsOperator = (
  key: string,
  label: string,
  holds: (operands: readonly string[], has: (text: string) => boolean) => boolean,
  missing?: { matchesMissing: true },
) =>
  operator({
    key,
    label,
    value: texts,
    form: "list",
    ...missing,
    test: (saw, operands) => {
      const folded = new Set(saw.map(fold));
      return { match: holds(operands, (one) => folded.has(fold(one))) };
    },
    formatValue: formatList,
  });

export const list = defineFamily<readonly string[]>({
  types: ["list"],
  is: "a list of texts",
  read: (raw) => (Array.isArray(raw) && raw.every((item) => typeof item === "string") ? raw : undefined),
  operators: [
    textsOperator("has_any", "include any of", (operands, has) => operands.some(has)),
    textsOperator("has_all", "include all of", (operands, has) => operands.every(has)),
    textsOperator("has_none", "include none of", (operands, has) => !operands.some(has), { matchesMissing: true }),
    operator({
      key: "count",
      label: "have a count that",
      value: count,
      form: "count",
      test: (saw, wanted) => ({ match: countHolds(saw.length, wanted) }),
      formatValue: formatCount,
    }),
    ...presence<readonly string[]>((saw) => saw.length > 0),
  ],
});
