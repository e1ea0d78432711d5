import { stepOutputs } from "#core/actions/outputs.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { offersOf, triggerTypes } from "#core/triggers/index.ts";

/** Every field of every trigger and step, once. A new one joins by itself. */
export const catalog: readonly OfferedField[] = [
  ...new Map([...triggerTypes.flatMap(offersOf), ...stepOutputs].map((field) => [field.path, field] as const)).values(),
];

/** How a template shows a field: the lines of an order by each field of a line. */
export const outputsOf = (field: OfferedField): { path: string; source: string; field: OfferedField }[] =>
  field.type === "lines"
    ? (field.of ?? []).map((inner) => ({
        path: `${field.path}.${inner.path}`,
        source: `{{ ${field.path} | map: '${inner.path}' | join: ', ' }}`,
        field: inner,
      }))
    : [{ path: field.path, source: `{{ ${field.path} }}`, field }];

/** The values with one field set to a value. */
export function withValue(path: string, value: unknown): Record<string, unknown> {
  const [name = "", ...rest] = path.split(".");
  return { [name]: rest.length === 0 ? value : withValue(rest.join("."), value) };
}

/** The values with one value for an output of the catalog. */
export const valuesFor = (
  { field: inner }: { field: OfferedField },
  outer: OfferedField,
  value: unknown,
): Record<string, unknown> =>
  outer.type === "lines"
    ? withValue(outer.path, [{ [inner.path]: inner.type === "list" ? [value] : value }])
    : withValue(outer.path, outer.type === "list" ? [value] : value);
