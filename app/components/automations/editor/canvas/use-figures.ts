import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { StepFigures } from "../step-words.ts";

/** The figures of the steps, fetched when they are first shown. Null while they are hidden, or on their way. */
export function useFigures(automationId: string): {
  figures: Readonly<Record<string, StepFigures>> | null;
  shown: boolean;
  loading: boolean;
  toggle: () => void;
} {
  const { load, data, state } = useFetcher<{ steps: Readonly<Record<string, StepFigures>> }>();
  const [shown, setShown] = useState(false);
  const toggle = () => {
    if (!shown) load(`/app/automations/${automationId}/figures`);
    setShown(!shown);
  };
  return { figures: shown && data ? data.steps : null, shown, loading: shown && state !== "idle" && !data, toggle };
}
