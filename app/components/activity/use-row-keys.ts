import { useEffect, useRef } from "react";

interface RowKeys {
  /** The rows in order; rows without an entry are skipped. */
  rows: readonly { id: string; entryId: string | null }[];
  openId: string | undefined;
  onOpen: ((entryId: string) => void) | undefined;
  onClose: () => void;
}

/** Elements that use the keys themselves. */
const BUSY = "input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=listbox], [role=tablist]";
/** Overlays that take the keys. */
const OVER = "[role=dialog], .Polaris-Popover";

/** Focuses the link of a row. */
export const focusRow = (id: string | undefined): void =>
  document
    .getElementById(id ?? "")
    ?.querySelector<HTMLElement>("a")
    ?.focus();

/** J and K, or the arrows in the focused list, move between rows, and the open panel follows. Escape closes it. */
export function useRowKeys(keys: RowKeys): void {
  const known = useRef(keys);
  known.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { rows, openId, onOpen, onClose } = known.current;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (
        event.defaultPrevented ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        target?.closest(BUSY) ||
        document.querySelector(OVER)
      )
        return;
      const entries = rows.filter(({ entryId }) => entryId !== null);
      const open = entries.findIndex(({ entryId }) => entryId === openId);
      if (event.key === "Escape") {
        if (openId !== undefined) onClose();
        return;
      }
      const focused = entries.findIndex(({ id }) => document.getElementById(id)?.contains(target));
      const by = stepOf(event.key, focused !== -1 || target === document.body);
      if (by === 0) return;
      const at = focused === -1 ? open : focused;
      const next = entries[at === -1 ? 0 : Math.min(Math.max(at + by, 0), entries.length - 1)];
      if (!next?.entryId) return;
      event.preventDefault();
      focusRow(next.id);
      if (openId !== undefined && next.entryId !== openId) onOpen?.(next.entryId);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** @param inList outside the list, arrows scroll */
function stepOf(key: string, inList: boolean): -1 | 0 | 1 {
  if (key === "j" || (key === "ArrowDown" && inList)) return 1;
  return key === "k" || (key === "ArrowUp" && inList) ? -1 : 0;
}
