import type { OfferedField } from "#core/automations/fields.ts";
import { search } from "#core/automations/search.ts";
import { text } from "#text/en.ts";

const groupTitles: Readonly<Record<string, string>> = text.conditions.groups;

/** The group title of a field. Fields of order lines have no group prefix. */
const titleOf = (path: string): string => {
  const [root = "", ...below] = path.split(".");
  return below.length === 0 ? text.conditions.groups.line : (groupTitles[root] ?? text.conditions.ownGroup);
};

export const labelOf = (path: string, offered: readonly OfferedField[]): string | undefined =>
  offered.find((field) => field.path === path)?.label;

/** The fields that a typed text means, by group: the group of the best one first. */
export function fieldsFound(
  offered: readonly OfferedField[],
  typed: string,
): { title: string; fields: OfferedField[] }[] {
  const found = search(
    offered.filter((field) => field.offered !== false),
    typed,
    ({ path, label }) => ({ label, alsoCalled: [titleOf(path), path] }),
  );
  const titles = [...new Set(found.map(({ path }) => titleOf(path)))];
  return titles.map((title) => ({ title, fields: found.filter(({ path }) => titleOf(path) === title) }));
}
