import type { KnownValue, KnownValues } from "#core/automations/fields.ts";
import { optionWith } from "#core/conditions/known-values.ts";

/** The known values whose name or code contains the typed text; an exact code comes first. */
export function knownValuesFound({ options = [] }: Partial<KnownValues>, typed: string): KnownValue[] {
  const sought = typed.trim().toLowerCase();
  const found = options.filter(({ value, label, alsoCalled = [] }) =>
    [value, label, ...alsoCalled].join(" ").toLowerCase().includes(sought),
  );
  return found.sort((a, b) => Number(b.value.toLowerCase() === sought) - Number(a.value.toLowerCase() === sought));
}

/** A typed code that an open list accepts and does not hold; null for any other text. */
export function typedValue(known: Partial<KnownValues>, typed: string): string | null {
  const code = typed.trim();
  return code !== "" && !optionWith(known, code) && known.accepts?.(code) ? code : null;
}
