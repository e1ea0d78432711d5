import type { KnownValue, KnownValues } from "../automations/fields.ts";
import { fold } from "./operators/texts.ts";

/** The option with a value, ignoring case like the operators. */
export const optionWith = (
  { options = [] }: Pick<Partial<KnownValues>, "options">,
  value: string,
): KnownValue | undefined => options.find((option) => fold(option.value) === fold(value));

/** Whether an observed value is a wanted one, ignoring case: "fr-CA" is "fr" where subtags count. */
export function isValue(saw: string, wanted: string, { subtags }: Pick<KnownValues, "subtags">): boolean {
  const [a, b] = [fold(saw), fold(wanted)];
  return a === b || (subtags === true && a.startsWith(`${b}-`));
}
