/** Whether all typed words occur in the searched texts. */
export function fits(typed: string, within: readonly string[]): boolean {
  const all = within.join(" ").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
