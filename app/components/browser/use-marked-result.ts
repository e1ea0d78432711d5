import { useEffect, useId, useState, type KeyboardEvent } from "react";

/**
 * Keyboard control of a search field over a list of results: typing marks the first result, arrow keys move the mark
 * around the list, Enter takes the marked one. The focus stays in the field.
 * @param keys the results, in the shown order
 * @param columns of a grid, in which left and right move the mark, too
 */
export function useMarkedResult(keys: readonly string[], onTake: (key: string) => void, columns = 1) {
  const list = useId();
  const [at, setAt] = useState<number | null>(null);
  const marked = at === null ? null : (keys[at] ?? null);
  const idOf = (key: string) => `${list}-${key}`;
  const markedId = marked === null ? "" : idOf(marked);
  useEffect(() => {
    if (markedId) document.getElementById(markedId)?.scrollIntoView({ block: "nearest" });
  }, [markedId]);
  return {
    marked,
    /** The id of the list, and of a result's element. */
    list,
    idOf,
    /** To call when the typed text changes. */
    onTyped: (typed: string) => setAt(typed.trim() === "" ? null : 0),
    onKeyDown: (event: KeyboardEvent) => {
      const next = nextMark(event.key, at, keys.length, columns);
      if (event.key === "Enter" && marked !== null) onTake(marked);
      else if (next !== undefined) setAt(next);
      else return;
      event.preventDefault();
    },
    /** ARIA props of the search field. */
    combobox: {
      role: "combobox",
      ariaControls: list,
      ariaExpanded: true,
      ariaAutocomplete: "list",
      ariaActiveDescendant: markedId,
    } as const,
  };
}

/** The mark after an arrow key, from the last result to the first; undefined for another key. */
function nextMark(key: string, at: number | null, count: number, columns: number): number | undefined {
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  const isBack = key === "ArrowUp" || key === "ArrowLeft";
  if (count === 0 || !key.startsWith("Arrow") || (isSideways && (columns === 1 || at === null))) return undefined;
  if (at === null) return isBack ? count - 1 : 0;
  const next = at + (isBack ? -1 : 1) * (isSideways ? 1 : columns);
  return next >= 0 && next < count ? next : isBack ? count - 1 : 0;
}
