import { Banner, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { heldBackText, formatHeadline } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { formatDelivery } from "#text/delivery.ts";
import { isUnknownOutcome } from "../outcome.ts";

interface VerdictProps {
  status: LogStatus;
  /** The action's key. */
  action: string;
  reason: string | null;
  /** What ended the customer's way through the automation. */
  endedBy: { event: string; subject: string | null } | null;
  /** How far the text got, where there is one, and what it came to cost. */
  message: {
    to: string;
    status: MessageStatus;
    errorCode: string | null;
    statusSince: ShownMoment;
    fault: string | null;
    credits: number;
  } | null;
  /** What was paid for it when it was decided. */
  credits: number;
}

const tones = { sent: "success", done: "info", skipped: "info", failed: "critical" } as const satisfies Record<
  LogStatus,
  string
>;

/** The answer to "why", first and in one sentence, with what can be done about it. */
export function Verdict({ status, action, reason, endedBy, message, credits }: VerdictProps) {
  const why = reason ? formatReason(reason) : null;
  // That somebody left is the headline of an exit already.
  const isSaid = action === "exit" && endedBy !== null;
  const lost = status === "sent" && isUnknownOutcome({ delivery: message?.status ?? null });
  const neverKnown = reason === "outcome_unknown";
  const said = [
    message &&
      !neverKnown &&
      text.entry.reached(formatDelivery(message.status, message.errorCode), message.to, message.statusSince.shown),
    action === "enter" && status === "done" ? text.entry.started : null,
    (lost || neverKnown) && message?.fault ? `${message.fault}.` : null,
    lost && message && credits > message.credits ? text.entry.givenBack(credits - message.credits) : null,
    why && !isSaid && !neverKnown ? `${why.label}.` : null,
    endedBy && text.entry.endedBy(endedBy.event, endedBy.subject),
    why?.remedy,
  ].filter((sentence): sentence is string => Boolean(sentence));
  return (
    <Banner
      tone={heldBackText(action, status) || lost || neverKnown ? "warning" : tones[status]}
      title={lost ? text.entry.notArrived : formatHeadline(action, status, reason)}
    >
      {said.length > 0 &&
        said.map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
    </Banner>
  );
}
