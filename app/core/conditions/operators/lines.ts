import { condition, type Condition } from "../condition.ts";
import { isRecord, type PlainRecord } from "../../plain-data.ts";
import { count, countHolds, formatCount } from "./comparison.ts";
import { defineFamily, operatorOn, type OperatorAnswer, type ObservedValue } from "./define.ts";

type Lines = readonly PlainRecord[];

const operator = operatorOn<Lines>();

/** Evaluates a condition on every line and records per line the values and the result. */
function evaluateLines(
  lines: Lines,
  where: Condition,
  observed: ObservedValue,
  holds: (matching: number) => boolean,
): OperatorAnswer {
  const answers = lines.map((line) => observed.ofLine(where, line));
  const matching = answers.filter(({ match }) => match).length;
  const saw = answers.map(({ match, trace }) => ({
    fits: match,
    ...Object.fromEntries(trace.map((leaf) => [leaf.field, leaf.saw])),
  }));
  return { match: holds(matching), saw, note: `${matching} of ${lines.length} lines fit` };
}

const lineOperator = (
  key: string,
  label: string,
  holds: (matching: number, all: number) => boolean,
  missing?: { matchesMissing: true },
) =>
  operator({
    key,
    label,
    value: condition,
    form: "condition",
    nests: "value",
    ...missing,
    test: (lines, where, observed) =>
      evaluateLines(lines, where, observed, (matching) => holds(matching, lines.length)),
    formatValue: (where, words) => `(${words.ofLine(where)})`,
  });

export const lines = defineFamily<Lines>({
  types: ["lines"],
  is: "a list of lines",
  read: (raw) => (Array.isArray(raw) && raw.every(isRecord) ? raw : undefined),
  operators: [
    lineOperator("any_line", "include one where", (matching) => matching > 0),
    lineOperator("no_line", "include none where", (matching) => matching === 0, { matchesMissing: true }),
    // "Every line" is false for no lines: a merchant expects at least one.
    lineOperator("every_line", "are all such that", (matching, all) => all > 0 && matching === all),
    operator({
      key: "count",
      label: "have a count that",
      value: count.extend({ where: condition.optional() }),
      form: "condition_count",
      nests: "where",
      test: (seen, { where, ...wanted }, observed) =>
        where
          ? evaluateLines(seen, where, observed, (matching) => countHolds(matching, wanted))
          : { match: countHolds(seen.length, wanted), note: `${seen.length} lines` },
      formatValue: ({ where, ...wanted }, words) =>
        formatCount(wanted) + (where ? `, counting those where (${words.ofLine(where)})` : ""),
    }),
  ],
});
