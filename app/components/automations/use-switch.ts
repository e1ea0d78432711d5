import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { text } from "#text/en.ts";
import { toast } from "../shell/app-bridge.ts";

/** What the switch's route is asked to do; a ready-made automation is taken by its key in the library. */
export type Switching = { intent: "take"; libraryKey: string } | { intent: "resume" | "pause"; automationId: string };

interface Outcome {
  ok: boolean;
  message?: string;
}

const SWITCH_ADDRESS = "/app/automations/switch";

/**
 * Turns an automation on or off in place. While the answer is awaited, `wanted` says how it will be: the page shows that
 * already, and falls back by itself should the answer be no.
 */
export function useSwitch(name: string) {
  const fetcher = useFetcher<Outcome>();
  const asked = useRef<Switching["intent"]>("resume");
  const { data } = fetcher;
  useEffect(() => {
    if (!data) return;
    if (data.ok) toast(asked.current === "pause" ? text.automations.turnedOff(name) : text.automations.turnedOn(name));
    else toast(data.message ?? text.automations.switchFailed, true);
  }, [data, name]);
  return {
    wanted: fetcher.state === "idle" ? null : asked.current !== "pause",
    submit: (switching: Switching) => {
      asked.current = switching.intent;
      fetcher.submit(switching, { method: "post", action: SWITCH_ADDRESS });
    },
  };
}
