import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";

const titles: Readonly<Record<string, string>> = text.conditions.groups;

/** What a field belongs to, for people; the fields of a single item of an order have no first word. */
const titleOf = (path: string): string => {
  const [root = "", ...below] = path.split(".");
  return below.length === 0 ? text.conditions.groups.line : (titles[root] ?? text.conditions.ownGroup);
};

export const labelOf = (path: string, offered: readonly OfferedField[]): string | undefined =>
  offered.find((field) => field.path === path)?.label;

/**
 * The fields whose label, group or path has all the words that were typed, in their groups and in the order in which
 * they are offered.
 */
export function fieldsFound(
  offered: readonly OfferedField[],
  typed: string,
): { title: string; fields: OfferedField[] }[] {
  const sought = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, OfferedField[]>();
  for (const field of offered) {
    const title = titleOf(field.path);
    const told = `${title} ${field.label} ${field.path}`.toLowerCase();
    if (sought.every((word) => told.includes(word))) groups.set(title, [...(groups.get(title) ?? []), field]);
  }
  return [...groups].map(([title, fields]) => ({ title, fields }));
}
