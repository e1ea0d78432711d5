import * as statuses from "#core/statuses.ts";

type Lists = typeof statuses;
type Word = { [List in keyof Lists]: Lists[List] extends readonly (infer W extends string)[] ? W : never }[keyof Lists];

/**
 * The words of the core's lists as SQL literals: `${STATUS.scheduled}` is `'scheduled'`. A misspelled word does not
 * compile, so the lists stay the one source of status words.
 */
export const STATUS = Object.fromEntries(
  Object.values(statuses)
    .flat()
    .map((word) => [word, `'${word}'`]),
) as { readonly [W in Word]: `'${W}'` };
