import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const LOOKS_EVERY_MS = 1_500;

/** Polls while a job is running. */
export function useWhileRunning(isUnderWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOKS_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isUnderWay, state, revalidate]);
}
