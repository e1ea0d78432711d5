import { Banner, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { heldBackText, sayHeadline } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { sayReason } from "#text/reasons.ts";
import { sayDelivery } from "#text/delivery.ts";

interface VerdictProps {
  status: LogStatus;
  /** The action's key. */
  action: string;
  reason: string | null;
  /** What ended the customer's way through the automation. */
  endedBy: { event: string; subject: string | null } | null;
  /** How far the text got, where there is one. */
  message: { to: string; status: MessageStatus; errorCode: string | null; statusSince: Moment } | null;
}

const tones = { sent: "success", done: "info", skipped: "info", failed: "critical" } as const satisfies Record<LogStatus, string>;

/** The answer to "why", first and in one sentence, with what can be done about it. */
export function Verdict({ status, action, reason, endedBy, message }: VerdictProps) {
  const why = reason ? sayReason(reason) : null;
  // That somebody left is the headline of an exit already.
  const isSaid = action === "exit" && endedBy !== null;
  const said = [
    message && text.entry.reached(sayDelivery(message.status, message.errorCode), message.to, message.statusSince.shown),
    action === "enter" && status === "done" ? text.entry.started : null,
    why && !isSaid ? `${why.label}.` : null,
    endedBy && text.entry.endedBy(endedBy.event, endedBy.subject),
    why?.remedy,
  ].filter((sentence): sentence is string => Boolean(sentence));
  return (
    <Banner tone={heldBackText(action, status) ? "warning" : tones[status]} title={sayHeadline(action, status)}>
      {said.length > 0 &&
        said.map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
    </Banner>
  );
}
