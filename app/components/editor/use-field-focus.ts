import { useEffect, useState, type RefObject } from "react";

const FOCUSABLE = "input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), [contenteditable=true]";

/**
 * Leads to the field that a problem is about, once it is drawn; to the nearest thing around it that is.
 * @returns asks for it, by the problem's path
 */
export function useFieldFocus(inspector: RefObject<HTMLElement | null>): (path: string) => void {
  const [wanted, setWanted] = useState<{ path: string } | null>(null);
  useEffect(() => {
    if (!wanted || !inspector.current) return;
    const places = [...inspector.current.querySelectorAll<HTMLElement>("[data-path]")].filter(({ dataset: { path = "" } }) => wanted.path === path || wanted.path.startsWith(`${path}.`));
    const nearest = places.sort((a, b) => (b.dataset.path?.length ?? 0) - (a.dataset.path?.length ?? 0))[0];
    const field = (nearest ?? inspector.current).querySelector<HTMLElement>(FOCUSABLE);
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
    setWanted(null);
  }, [wanted, inspector]);
  return (path) => setWanted({ path });
}
