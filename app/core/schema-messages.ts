import type { z } from "zod";

/** Messages for zod's generic issues; pass to `safeParse` as `error`. */
export const plainErrorMap: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.expected === "int" && typeof issue.input === "number")
    return "must be a whole number";
  if (issue.code === "invalid_type")
    return `${issue.input === undefined ? "is missing" : "is of another kind"}; give ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value")
    return `use ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}${measured(issue.origin)}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}${measured(issue.origin)}`;
  return undefined;
};
const measured = (origin: string): string =>
  origin === "string" ? " characters long" : origin === "array" ? " in number" : "";
const kinds: Partial<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
