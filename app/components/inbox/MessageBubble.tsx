import { Badge, Link, Text } from "@shopify/polaris";
import type { MessageFile } from "#core/inbox/media.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { formatDelivery } from "#text/delivery.ts";
import type { DayMoment, ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { within } from "#text/sentence.ts";
import { DeliveryBadge } from "../page/DeliveryBadge.tsx";
import { MessageFiles } from "../page/MessageFiles.tsx";

/** One text of a conversation. */
export interface ThreadMessage {
  kind: "text";
  id: string;
  at: DayMoment;
  direction: "inbound" | "outbound";
  body: string;
  files: readonly MessageFile[];
  /** The answer that a keyword got at once: its words, or null for Twilio's own. */
  answer: { words: string | null } | null;
  status: MessageStatus | null;
  errorCode: string | null;
  by: { kind: "staff"; name: string | null; test: boolean } | { kind: "automation"; name: string } | null;
  logId: string | null;
  reason: string | null;
  goesAt: ShownMoment | null;
  held: boolean;
  /** The consent state that a reply set. */
  turned: ConsentState | null;
}

const words = text.inbox;

/** The time of day, with its exact form as a tooltip. */
export const Clock = ({ at }: { at: DayMoment }) => (
  <time dateTime={at.iso} title={at.exact}>
    {at.time}
  </time>
);

/** A text with one line about it, and below it the answer that a keyword got at once. */
export const MessageBubble = ({ said }: { said: ThreadMessage }) => (
  <>
    <Bubble said={said} />
    {said.answer && <Answer words={said.answer.words} at={said.at} />}
  </>
);

/** Delivery states that need no attention, and no badge. */
const QUIET: ReadonlySet<MessageStatus> = new Set(["pending", "sending", "sent", "delivered", "received"]);

function Bubble({ said }: { said: ThreadMessage }) {
  const { direction, at, body, files, status, errorCode, held, logId } = said;
  const isOut = direction === "outbound";
  const unsent = isOut && status === null;
  return (
    <li data-direction={direction} data-held={held || undefined} data-unsent={unsent || undefined}>
      {body.trim() !== "" && <div className="inbox-bubble">{body}</div>}
      <MessageFiles files={files} />
      <div className="inbox-meta">
        <Text as="span" variant="bodySm" tone="subdued">
          {isOut ? (
            `${senderOf(said)} · `
          ) : (
            <Text as="span" visuallyHidden>
              {words.theyWrote}{" "}
            </Text>
          )}
          <Clock at={at} />
          {isOut && status && QUIET.has(status) && ` · ${formatDelivery(status, errorCode)}`}
        </Text>
        {said.turned && (
          <Badge tone={said.turned === "unsubscribed" ? "critical" : "success"}>{words.turned[said.turned]}</Badge>
        )}
        {said.by?.kind === "staff" && said.by.test && <Badge>{words.test}</Badge>}
        {isOut && status && !QUIET.has(status) && <DeliveryBadge status={status} errorCode={errorCode} />}
        {unsent && <Unsent said={said} />}
        {isOut && logId && (
          <Text as="span" variant="bodySm">
            <Link url={`/app/activity/${logId}`} accessibilityLabel={`${words.why}: ${body.slice(0, 40)}`}>
              {words.why}
            </Link>
          </Text>
        )}
      </div>
    </li>
  );
}

const Answer = ({ words: said, at }: { words: string | null; at: DayMoment }) => (
  <li data-direction="outbound">
    {said && <div className="inbox-bubble">{said}</div>}
    <div className="inbox-meta">
      <Text as="span" variant="bodySm" tone="subdued">
        {said ? words.answeredAtOnce : words.answeredByTwilio} · <Clock at={at} />
      </Text>
    </div>
  </li>
);

const senderOf = ({ by }: ThreadMessage): string =>
  by?.kind === "automation" ? by.name : words.weWrote(by?.name ?? null);

/** Why a manual text was not sent, or when it will be. */
function Unsent({ said: { reason, goesAt } }: { said: ThreadMessage }) {
  if (goesAt) return <Badge tone="info">{words.goesAt(within(goesAt.shown))}</Badge>;
  return reason ? (
    <Badge tone="warning">{words.notSent(formatReason(reason).label)}</Badge>
  ) : (
    <Badge tone="info">{words.onItsWay}</Badge>
  );
}
