import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import * as all from "./all.ts";
import type { Family, Operator } from "./define.ts";

export const families: readonly Family[] = Object.values(all);
const byType = new Map<FieldType, Family>(
  families.flatMap((family) => family.types.map((type) => [type, family] as const)),
);

export function familyOf(type: FieldType): Family {
  const family = byType.get(type);
  if (!family) throw new Error(`no operators for ${type}`);
  return family;
}

export const operatorOf = (type: FieldType, key: string): Operator | undefined =>
  familyOf(type).operators.find((operator) => operator.key === key);

/** The operators that the builder offers for a field. */
export const operatorsFor = ({ type, options }: Pick<OfferedField, "type" | "options">): readonly Operator[] =>
  familyOf(type).operators.filter(({ looksInside }) => !options || !looksInside);
