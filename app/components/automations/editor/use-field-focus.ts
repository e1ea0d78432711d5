import { useEffect, useReducer, useRef, type RefObject } from "react";

const WRITABLE = "input:not([disabled]), select:not([disabled]), textarea:not([disabled])";

/**
 * Focuses the field of a problem once it is rendered, or the nearest part around it.
 * @returns requests the focus for a path
 */
export function useFieldFocus(inspector: RefObject<HTMLElement | null>): (path: string) => void {
  const wanted = useRef<string | null>(null);
  const [, look] = useReducer((looks: number) => looks + 1, 0);
  useEffect(() => {
    const path = wanted.current;
    if (path === null || !inspector.current) return;
    wanted.current = null;
    const place = placeFor(path, inspector.current) ?? inspector.current;
    // Prefer fields to buttons, such as a remove button.
    const field =
      place.querySelector<HTMLElement>(WRITABLE) ?? place.querySelector<HTMLElement>("button:not([disabled])");
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  });
  return (path) => {
    wanted.current = path;
    look();
  };
}

/** The smallest part of the inspector whose path contains the given one. */
function placeFor(path: string, inspector: HTMLElement): HTMLElement | undefined {
  const around = [...inspector.querySelectorAll<HTMLElement>("[data-path]")].filter(
    ({ dataset: { path: of = "" } }) => path === of || path.startsWith(`${of}.`),
  );
  return around.sort((a, b) => (b.dataset.path?.length ?? 0) - (a.dataset.path?.length ?? 0))[0];
}
