import { Badge, type BadgeProps } from "@shopify/polaris";
import type { RunState } from "#core/engine/run-state.ts";
import type { AutomationStatus, MessageStatus, ScheduledStatus } from "#core/statuses.ts";
import { statusText } from "#text/statuses.ts";

type Tone = BadgeProps["tone"];

const tones = {
  automation: { draft: "info", active: "success", paused: undefined, archived: undefined } satisfies Record<
    AutomationStatus,
    Tone
  >,
  message: {
    pending: "info",
    sending: "info",
    unknown: "attention",
    sent: "info",
    delivered: "success",
    undelivered: "critical",
    failed: "critical",
    received: undefined,
  } satisfies Record<MessageStatus, Tone>,
  run: {
    pending: "info",
    running: "success",
    waiting: "info",
    paused: "attention",
    completed: undefined,
    cancelled: undefined,
    failed: "critical",
  } satisfies Record<RunState, Tone>,
  step: { scheduled: "info", cancelled: undefined, executed: "success", failed: "critical" } satisfies Record<
    ScheduledStatus,
    Tone
  >,
};

/** A status with its label and tone, the same on every page. */
export function StatusBadge<K extends keyof typeof tones>({
  of,
  status,
}: {
  of: K;
  status: keyof (typeof tones)[K] & string;
}) {
  const tone: Record<string, Tone> = tones[of];
  const label: Record<string, string> = statusText[of];
  return <Badge tone={tone[status]}>{label[status]}</Badge>;
}
