/** Whether every word that was typed is somewhere in what there is to find. */
export function fits(typed: string, within: readonly string[]): boolean {
  const all = within.join(" ").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
