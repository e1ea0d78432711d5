import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "../browser/app-bridge.ts";

/** What the switch's route is asked to do; a ready-made automation is taken by its key in the library. */
export type Switching = { intent: "take"; libraryKey: string } | { intent: "resume" | "pause"; automationId: string };

interface Outcome {
  ok: boolean;
  message?: string;
}

const words = text.automations;
const SWITCH_ADDRESS = "/app/automations/switch";

/**
 * Turns an automation on or off in place. While the answer is awaited, `wanted` says how it will be: the page shows
 * that already, and falls back by itself should the answer be no. Turned off, it can be turned on again in passing.
 */
export function useSwitch(name: string) {
  const fetcher = useFetcher<Outcome>();
  const asked = useRef<Switching | null>(null);
  const submit = (switching: Switching) => {
    asked.current = switching;
    fetcher.submit(switching, { method: "post", action: SWITCH_ADDRESS });
  };
  const again = useRef(submit);
  again.current = submit;
  const { data } = fetcher;
  useEffect(() => {
    const switching = asked.current;
    if (!data || !switching) return;
    if (!data.ok) toast(data.message ?? words.switchFailed, true);
    else if (switching.intent !== "pause") toast(words.turnedOn(name));
    else
      toastWithUndo(words.turnedOff(name), words.undo, () =>
        again.current({ intent: "resume", automationId: switching.automationId }),
      );
  }, [data, name]);
  return { wanted: fetcher.state === "idle" ? null : asked.current?.intent !== "pause", submit };
}
