import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";
import { text } from "#text/en.ts";
import { Confirm } from "#components/page/Confirm.tsx";

const words = text.editor.leave;

/** Asks before a navigation or a closed tab discards unsaved changes. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return undefined;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [dirty]);
  return (
    <Confirm
      open={blocker.state === "blocked"}
      title={words.title}
      action={words.leave}
      destructive
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {words.body}
    </Confirm>
  );
}
