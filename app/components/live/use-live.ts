import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { LiveTopic } from "#core/live/topics.ts";
import { followChanges } from "./follow-changes.ts";

/** A page is read anew at most so often, however much happens. */
const REST_MS = 2_000;

/** Reads the page's data anew when something of it has changed, while the page is in view. Without the stream, reloading does. */
export function useLive(...topics: readonly LiveTopic[]): void {
  const { revalidate, state } = useRevalidator();
  const page = useRef({ revalidate, busy: false });
  page.current = { revalidate, busy: state !== "idle" };
  const wanted = topics.join(" ");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      if (page.current.busy) timer = setTimeout(refresh, REST_MS);
      else page.current.revalidate();
    };
    let last = -Infinity;
    const stop = followChanges((changed) => {
      if (timer || !changed.some((topic) => wanted.split(" ").includes(topic))) return;
      const now = performance.now();
      timer = setTimeout(refresh, Math.max(0, last + REST_MS - now));
      last = Math.max(now, last + REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [wanted]);
}
