import { z } from "zod";
import { comparisons } from "./comparison.ts";
import { defineFamily, operatorOn } from "./define.ts";
import { presence } from "./presence.ts";

const operator = operatorOn<number>();
const wanted = z.number("use a number");

export const number = defineFamily<number>({
  types: ["number"],
  is: "a number",
  read: (raw) => (typeof raw === "number" && Number.isFinite(raw) ? raw : undefined),
  operators: [
    ...comparisons.map(({ holds, ...comparison }) =>
      operator({
        ...comparison,
        value: wanted,
        form: "number",
        test: (saw, value) => ({ match: holds(saw - value) }),
        formatValue: String,
      }),
    ),
    operator({
      key: "between",
      label: "is between",
      value: z
        .strictObject({ from: wanted, to: wanted })
        .refine(({ from, to }) => from <= to, { path: ["to"], error: "must not be less than the first number" }),
      form: "number_range",
      test: (saw, { from, to }) => ({ match: from <= saw && saw <= to }),
      formatValue: ({ from, to }) => `${from} and ${to}`,
    }),
    ...presence<number>(),
  ],
});
