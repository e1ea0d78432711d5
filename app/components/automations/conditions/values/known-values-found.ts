import type { KnownValue, KnownValues } from "#core/automations/fields.ts";
import { search } from "#core/automations/search.ts";
import { optionWith } from "#core/conditions/known-values.ts";

/** The known values that a typed name or code means, best first. */
export const knownValuesFound = ({ options = [] }: Partial<KnownValues>, typed: string): KnownValue[] =>
  search(options, typed, ({ value, label, alsoCalled = [] }) => ({ label, alsoCalled: [value, ...alsoCalled] }));

/** A typed code that an open list accepts and does not hold; null for any other text. */
export function typedValue(known: Partial<KnownValues>, typed: string): string | null {
  const code = typed.trim();
  return code !== "" && !optionWith(known, code) && known.accepts?.(code) ? code : null;
}
