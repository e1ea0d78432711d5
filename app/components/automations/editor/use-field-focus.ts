import { useEffect, useReducer, useRef, type RefObject } from "react";

const WRITABLE = "input:not([disabled]), select:not([disabled]), textarea:not([disabled])";

/**
 * Leads to the field that a problem is about, once it is drawn; to the nearest thing around it that is.
 * @returns asks for it, by the problem's path
 */
export function useFieldFocus(inspector: RefObject<HTMLElement | null>): (path: string) => void {
  const wanted = useRef<string | null>(null);
  const [, look] = useReducer((looks: number) => looks + 1, 0);
  useEffect(() => {
    const path = wanted.current;
    if (path === null || !inspector.current) return;
    wanted.current = null;
    const place = placeFor(path, inspector.current) ?? inspector.current;
    // What can be filled in comes before what would only be pressed, such as a button that takes it away.
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

/** The smallest part of the inspector that a path lies in. */
function placeFor(path: string, inspector: HTMLElement): HTMLElement | undefined {
  const around = [...inspector.querySelectorAll<HTMLElement>("[data-path]")].filter(
    ({ dataset: { path: of = "" } }) => path === of || path.startsWith(`${of}.`),
  );
  return around.sort((a, b) => (b.dataset.path?.length ?? 0) - (a.dataset.path?.length ?? 0))[0];
}
