import { lazy, Suspense, useRef, type ComponentProps } from "react";
import type { PublishDialog } from "./PublishDialog.tsx";

const Dialog = lazy(async () => ({ default: (await import("./PublishDialog.tsx")).PublishDialog }));

/** The dialog of publishing, fetched when somebody first asks for it: what tells the differences is heavy. */
export function PublishLater(props: ComponentProps<typeof PublishDialog>) {
  const asked = useRef(false);
  asked.current ||= props.open;
  if (!asked.current) return null;
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
