import { useEffect, useState } from "react";

/** Returns the focus to the element that opened a dialog, when the dialog goes and nothing else took the focus. */
export function useReturnFocus(): void {
  // Read while the dialog renders: its own field takes the focus afterwards.
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected)
          opener.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
