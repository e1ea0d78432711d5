import { useReactFlow } from "@xyflow/react";
import { useCallback, type RefObject } from "react";
import { CARD, type Drawn } from "../layout.ts";

const MARGIN = 24;
/** The tools cover the bottom edge. */
const MARGIN_BELOW = 64;
/** Text is unreadable below this zoom, so a larger flow pans instead. */
const SMALLEST = 0.85;

/** Fits the start of the flow, and scrolls the focused part into view. */
export function useView(frame: RefObject<HTMLElement | null>, width: number) {
  const { getViewport, setViewport } = useReactFlow();
  const begin = useCallback(() => {
    const seen = frame.current?.clientWidth ?? CARD.width;
    const zoom = Math.min(1, Math.max(SMALLEST, (seen - 2 * MARGIN) / width));
    void setViewport({ x: seen / 2 - (width / 2) * zoom, y: MARGIN, zoom });
  }, [frame, width, setViewport]);

  const reveal = useCallback(
    ({ x, y, width: wide, height: high }: Drawn) => {
      const seen = frame.current?.getBoundingClientRect();
      if (!seen) return;
      const view = getViewport();
      const shift = (from: number, to: number, last: number) => {
        if (from < MARGIN) return MARGIN - from;
        return to > last ? last - to : 0;
      };
      const [left, top] = [x * view.zoom + view.x, y * view.zoom + view.y];
      const dx = shift(left, left + wide * view.zoom, seen.width - MARGIN);
      const dy = shift(top, top + high * view.zoom, seen.height - MARGIN_BELOW);
      if (dx !== 0 || dy !== 0) void setViewport({ ...view, x: view.x + dx, y: view.y + dy });
    },
    [frame, getViewport, setViewport],
  );
  return { begin, reveal };
}
