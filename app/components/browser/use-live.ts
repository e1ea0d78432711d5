import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { LiveTopic } from "#core/operations/live-topics.ts";
import { followChanges } from "./follow-changes.ts";
import { takeFailedRead } from "./client-loader.ts";

/** The shortest time between two revalidations. */
const REST_MS = 2_000;
const LONGEST_REST_MS = 60_000;

/**
 * Revalidates the page when one of the topics changes while it is visible, and again after a failure. Its routes need
 * `clientLoaderThatKeeps` as `clientLoader`.
 */
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
  const misses = useRef(0);
  useEffect(() => {
    if (state !== "idle") return undefined;
    misses.current = takeFailedRead() ? misses.current + 1 : 0;
    if (misses.current === 0) return undefined;
    const timer = setTimeout(
      () => page.current.busy || page.current.revalidate(),
      Math.min(LONGEST_REST_MS, REST_MS * 2 ** misses.current),
    );
    return () => clearTimeout(timer);
  }, [state]);
}
