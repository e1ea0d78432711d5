import type { CSSProperties } from "react";

/** Visible to screen readers only. The container must be positioned. */
export const visuallyHidden: CSSProperties = {
  position: "absolute",
  inset: 0,
  width: 1,
  height: 1,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
};
