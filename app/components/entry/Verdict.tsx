import { Banner, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { sayReason } from "#text/reasons.ts";
import { statusText } from "#text/statuses.ts";

interface VerdictProps {
  status: LogStatus;
  /** The action's key. */
  action: string;
  reason: string | null;
  /** How far the text got, where there is one. */
  message: { to: string; status: MessageStatus; statusSince: Moment } | null;
}

const tones = { sent: "success", done: "info", skipped: "warning", failed: "critical" } as const satisfies Record<LogStatus, string>;

/** The answer to "why", first and in one sentence, with what can be done about it. */
export function Verdict({ status, action, reason, message }: VerdictProps) {
  const why = reason ? sayReason(reason) : null;
  return (
    <Banner tone={tones[status]} title={sayHeadline(status, action)}>
      {message && <Text as="p">{text.entry.reached(statusText.message[message.status], message.to, message.statusSince.shown)}</Text>}
      {action === "enter" && status === "done" && <Text as="p">{text.entry.started}</Text>}
      {why && <Text as="p">{why.label}.</Text>}
      {why?.remedy && <Text as="p">{why.remedy}</Text>}
    </Banner>
  );
}

function sayHeadline(status: LogStatus, action: string): string {
  const { enter, send_sms, other } = text.entry.headlines;
  const byAction: Record<string, Record<LogStatus, string>> = { enter, send_sms };
  return (byAction[action] ?? other)[status];
}
