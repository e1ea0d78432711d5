import { z } from "zod";
import { compareDecimals, isDecimal } from "../decimal.ts";
import { comparisons } from "./comparison.ts";
import { defineFamily, operatorOn, type OperatorAnswer } from "./define.ts";
import { presence } from "./presence.ts";

interface Money {
  /** Decimal text. */
  amount: string;
  /** ISO 4217; null when the data have none. */
  currency: string | null;
}

const operator = operatorOn<Money>();
const amount = z
  .string('write the amount as text, such as "50.00"')
  .refine(isDecimal, "write the amount as digits with a point, such as 50.00");
const currency = z
  .string("name the currency")
  .regex(/^[A-Z]{3}$/, "use a currency's three capital letters, such as USD");

/** Compares amounts of the same currency only: the app has no exchange rates. */
function inCurrency(saw: Money, wantedCurrency: string, holds: (amount: string) => boolean): OperatorAnswer {
  if (saw.currency === null) return { match: false, note: "its currency is not known" };
  if (saw.currency !== wantedCurrency)
    return { match: false, saw, note: `it is in ${saw.currency}, the condition in ${wantedCurrency}` };
  return { match: holds(saw.amount), saw };
}

export const money = defineFamily<Money>({
  types: ["money"],
  is: "an amount of money",
  read: (raw, { field, lookUp }) => {
    const code = field.currency === undefined ? undefined : lookUp(field.currency);
    return typeof raw === "string" && isDecimal(raw)
      ? { amount: raw, currency: typeof code === "string" ? code.toUpperCase() : null }
      : undefined;
  },
  operators: [
    ...comparisons.map(({ holds, ...comparison }) =>
      operator({
        ...comparison,
        value: z.strictObject({ amount, currency }),
        form: "money",
        test: (saw, value) =>
          inCurrency(saw, value.currency, (observedAmount) =>
            holds(compareDecimals(observedAmount, value.amount) ?? NaN),
          ),
        formatValue: (value) => `${value.amount} ${value.currency}`,
      }),
    ),
    operator({
      key: "between",
      label: "is between",
      value: z.strictObject({ from: amount, to: amount, currency }).refine(({ from, to }) => isAtMost(from, to), {
        path: ["to"],
        error: "must not be less than the first amount",
      }),
      form: "money_range",
      test: (saw, { from, to, currency: wantedCurrency }) =>
        inCurrency(
          saw,
          wantedCurrency,
          (observedAmount) => isAtMost(from, observedAmount) && isAtMost(observedAmount, to),
        ),
      formatValue: ({ from, to, currency: wantedCurrency }) => `${from} and ${to} ${wantedCurrency}`,
    }),
    ...presence<Money>(),
  ],
});

function isAtMost(a: string, b: string): boolean {
  const order = compareDecimals(a, b);
  return order !== null && order <= 0;
}
