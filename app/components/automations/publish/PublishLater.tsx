import { lazy, Suspense, useRef, type ComponentProps } from "react";
import type { PublishDialog } from "./PublishDialog.tsx";

const Dialog = lazy(async () => ({ default: (await import("./PublishDialog.tsx")).PublishDialog }));

/** Loads the publish dialog on first use: the diff code is large. */
export function PublishLater(props: ComponentProps<typeof PublishDialog>) {
  const requested = useRef(false);
  requested.current ||= props.open;
  if (!requested.current) return null;
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
