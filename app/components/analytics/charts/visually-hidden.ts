import type { CSSProperties } from "react";

/** Of something that is there for screen readers alone; what holds it must be positioned. */
export const visuallyHidden: CSSProperties = {
  position: "absolute",
  inset: 0,
  width: 1,
  height: 1,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
};
