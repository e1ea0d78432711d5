import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "../browser/app-bridge.ts";

/** The form of the switch route; "take" turns a template on. */
export type Switching = { intent: "take"; libraryKey: string } | { intent: "resume" | "pause"; automationId: string };

interface Outcome {
  ok: boolean;
  message?: string;
}

const words = text.automations;
const SWITCH_ADDRESS = "/app/automations/switch";

/**
 * Turns an automation on or off. `wanted` is the pending status, which the page shows at once and drops if the request
 * fails. Turning off offers an undo.
 */
export function useSwitch(name: string) {
  const fetcher = useFetcher<Outcome>();
  const requested = useRef<Switching | null>(null);
  const submit = (switching: Switching) => {
    requested.current = switching;
    fetcher.submit(switching, { method: "post", action: SWITCH_ADDRESS });
  };
  const again = useRef(submit);
  again.current = submit;
  const { data } = fetcher;
  useEffect(() => {
    const switching = requested.current;
    if (!data || !switching) return;
    if (!data.ok) toast(data.message ?? words.switchFailed, true);
    else if (switching.intent !== "pause") toast(words.turnedOn(name));
    else
      toastWithUndo(words.turnedOff(name), words.undo, () =>
        again.current({ intent: "resume", automationId: switching.automationId }),
      );
  }, [data, name]);
  return { wanted: fetcher.state === "idle" ? null : requested.current?.intent !== "pause", submit };
}
