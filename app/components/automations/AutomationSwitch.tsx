import { Button } from "@shopify/polaris";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import type { useSwitch } from "./use-switch.ts";

interface AutomationSwitchProps {
  automation: { id: string; name: string };
  shown: AutomationStatus;
  submit: ReturnType<typeof useSwitch>["submit"];
  busy: boolean;
}

/** The status to show while a switch is pending: the status after it. */
export function shownStatus(status: AutomationStatus, wanted: boolean | null): AutomationStatus {
  if (wanted === null) return status;
  return wanted ? "active" : "paused";
}

/** The button that turns an automation on or off. */
export function AutomationSwitch({ automation: { id, name }, shown, submit, busy }: AutomationSwitchProps) {
  const isOn = shown === "active";
  if (!usePermission("automations.publish")) return null;
  return (
    <Button
      size="slim"
      disabled={busy}
      accessibilityLabel={isOn ? text.automations.turnOffNamed(name) : text.automations.turnOnNamed(name)}
      onClick={() => submit({ intent: isOn ? "pause" : "resume", automationId: id })}
    >
      {isOn ? text.automations.turnOff : text.automations.turnOn}
    </Button>
  );
}
