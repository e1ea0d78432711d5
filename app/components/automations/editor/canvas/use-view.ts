import { useReactFlow } from "@xyflow/react";
import { useCallback, type RefObject } from "react";
import { CARD, type Drawn } from "../layout.ts";

const MARGIN = 24;
/** The tools cover the bottom edge. */
const MARGIN_BELOW = 64;
/** The smallest font of the canvas is 12 px. It shrinks to 11 px at most; a larger flow is scrolled instead. */
const SMALLEST = 11 / 12;

/** Fits the flow, or its start where the whole would be too small to read, and scrolls a part into view. */
export function useView(frame: RefObject<HTMLElement | null>, width: number, height: number) {
  const { getViewport, setViewport } = useReactFlow();
  const begin = useCallback(() => {
    const seen = frame.current?.clientWidth ?? CARD.width;
    const zoom = Math.min(1, Math.max(SMALLEST, (seen - 2 * MARGIN) / width));
    void setViewport({ x: seen / 2 - (width / 2) * zoom, y: MARGIN, zoom });
  }, [frame, width, setViewport]);

  const showWhole = useCallback(() => {
    const seen = frame.current?.getBoundingClientRect();
    if (!seen) return;
    const [wide, high] = [seen.width - 2 * MARGIN, seen.height - MARGIN - MARGIN_BELOW];
    const zoom = Math.min(1, Math.max(SMALLEST, Math.min(wide / width, high / height)));
    void setViewport({ x: seen.width / 2 - (width / 2) * zoom, y: MARGIN, zoom });
  }, [frame, width, height, setViewport]);

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
  return { begin, showWhole, reveal };
}
