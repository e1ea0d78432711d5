import { condition, type Condition } from "../condition.ts";
import { isRecord, type PlainRecord } from "../../plain-data.ts";
import { count, countHolds, formatCount } from "./comparison.ts";
import { defineFamily, operatorOn, type OperatorAnswer, type ObservedValue } from "./define.ts";

type Lines = readonly PlainRecord[];

const operator = operatorOn<Lines>();

/** Asks every line, and shows for each what was seen of it and whether it fits. */
function ask(
  lines: Lines,
  where: Condition,
  sight: ObservedValue,
  holds: (fitting: number) => boolean,
): OperatorAnswer {
  const answers = lines.map((line) => sight.ofLine(where, line));
  const fitting = answers.filter(({ match }) => match).length;
  const saw = answers.map(({ match, trace }) => ({
    fits: match,
    ...Object.fromEntries(trace.map((leaf) => [leaf.field, leaf.saw])),
  }));
  return { match: holds(fitting), saw, note: `${fitting} of ${lines.length} lines fit` };
}

const asking = (
  key: string,
  label: string,
  holds: (fitting: number, all: number) => boolean,
  missing?: { matchesMissing: true },
) =>
  operator({
    key,
    label,
    value: condition,
    form: "condition",
    nests: "value",
    ...missing,
    test: (lines, where, sight) => ask(lines, where, sight, (fitting) => holds(fitting, lines.length)),
    say: (where, words) => `(${words.ofLine(where)})`,
  });

export const lines = defineFamily<Lines>({
  types: ["lines"],
  is: "a list of lines",
  read: (raw) => (Array.isArray(raw) && raw.every(isRecord) ? raw : undefined),
  operators: [
    asking("any_line", "include one where", (fitting) => fitting > 0),
    asking("no_line", "include none where", (fitting) => fitting === 0, { matchesMissing: true }),
    // Of no lines at all a merchant would not say that every one is from a vendor.
    asking("every_line", "are all such that", (fitting, all) => all > 0 && fitting === all),
    operator({
      key: "count",
      label: "have a count that",
      value: count.extend({ where: condition.optional() }),
      form: "condition_count",
      nests: "where",
      test: (seen, { where, ...wanted }, sight) =>
        where
          ? ask(seen, where, sight, (fitting) => countHolds(fitting, wanted))
          : { match: countHolds(seen.length, wanted), note: `${seen.length} lines` },
      say: ({ where, ...wanted }, words) =>
        formatCount(wanted) + (where ? `, counting those where (${words.ofLine(where)})` : ""),
    }),
  ],
});
