import { Banner, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { heldBackText, formatHeadline } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { formatDelivery } from "#text/delivery.ts";
import { outcomeOf } from "#core/activity/outcomes.ts";

interface VerdictProps {
  status: LogStatus;
  /** The action's key. */
  action: string;
  reason: string | null;
  /** The event that ended the sequence. */
  endedBy: { event: string; subject: string | null } | null;
  /** The text's delivery state, and its final cost. */
  message: {
    to: string;
    status: MessageStatus;
    errorCode: string | null;
    statusSince: ShownMoment;
    fault: string | null;
    credits: number;
  } | null;
  /** Credits at the time of the decision. */
  credits: number;
}

const tones = { sent: "success", done: "info", skipped: "info", failed: "critical" } as const satisfies Record<
  LogStatus,
  string
>;

/** The answer in one sentence, with its remedy. */
export function Verdict({ status, action, reason, endedBy, message, credits }: VerdictProps) {
  const why = reason ? formatReason(reason) : null;
  // An exit's headline already says that the customer exited.
  const isInHeadline = action === "exit" && endedBy !== null;
  const lost = outcomeOf({ action, status, delivery: message?.status ?? null }) === "not_delivered";
  const neverKnown = reason === "outcome_unknown";
  const sentences = [
    message &&
      !neverKnown &&
      text.entry.reached(formatDelivery(message.status, message.errorCode), message.to, message.statusSince.shown),
    action === "enter" && status === "done" ? text.entry.started : null,
    (lost || neverKnown) && message?.fault ? `${message.fault}.` : null,
    lost && message && credits > message.credits ? text.entry.givenBack(credits - message.credits) : null,
    why && !isInHeadline && !neverKnown ? `${why.label}.` : null,
    endedBy && text.entry.endedBy(endedBy.event, endedBy.subject),
    why?.remedy,
  ].filter((sentence): sentence is string => Boolean(sentence));
  return (
    <Banner
      tone={heldBackText(action, status) || lost || neverKnown ? "warning" : tones[status]}
      title={lost ? text.entry.notArrived : formatHeadline(action, status, reason)}
    >
      {sentences.length > 0 &&
        sentences.map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
    </Banner>
  );
}
