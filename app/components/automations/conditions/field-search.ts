import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";

const titles: Readonly<Record<string, string>> = text.conditions.groups;

/** The group title of a field. Fields of order lines have no group prefix. */
const titleOf = (path: string): string => {
  const [root = "", ...below] = path.split(".");
  return below.length === 0 ? text.conditions.groups.line : (titles[root] ?? text.conditions.ownGroup);
};

export const labelOf = (path: string, offered: readonly OfferedField[]): string | undefined =>
  offered.find((field) => field.path === path)?.label;

/** Fields whose label, group or path contains all typed words, by group, in the offered order. */
export function fieldsFound(
  offered: readonly OfferedField[],
  typed: string,
): { title: string; fields: OfferedField[] }[] {
  const sought = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, OfferedField[]>();
  for (const field of offered) {
    const title = titleOf(field.path);
    const searched = `${title} ${field.label} ${field.path}`.toLowerCase();
    if (sought.every((word) => searched.includes(word))) groups.set(title, [...(groups.get(title) ?? []), field]);
  }
  return [...groups].map(([title, fields]) => ({ title, fields }));
}
