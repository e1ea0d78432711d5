import { Badge, InlineStack, Link, Text } from "@shopify/polaris";
import type { MessageFile } from "#core/inbox/media.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { within } from "#text/sentence.ts";
import { DeliveryBadge } from "../page/DeliveryBadge.tsx";
import { MessageFiles } from "../page/MessageFiles.tsx";
import { Time } from "../page/Time.tsx";

/** One text of a conversation. */
export interface ThreadMessage {
  id: string;
  at: ShownMoment;
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

/** A text with its author, time and delivery state, and below it the answer that a keyword got at once. */
export const MessageBubble = ({ said }: { said: ThreadMessage }) => (
  <>
    <Bubble said={said} />
    {said.answer && <Answer words={said.answer.words} at={said.at} />}
  </>
);

function Bubble({ said }: { said: ThreadMessage }) {
  const { direction, at, body, files, status, errorCode, held, logId } = said;
  const unsent = direction === "outbound" && status === null;
  return (
    <li data-direction={direction} data-held={held || undefined} data-unsent={unsent || undefined}>
      {body.trim() !== "" && <div className="inbox-bubble">{body}</div>}
      <MessageFiles files={files} />
      <InlineStack gap="150" blockAlign="center" align={direction === "outbound" ? "end" : "start"}>
        <Text as="span" variant="bodySm" tone="subdued">
          {senderOf(said)} · <Time at={at} />
        </Text>
        {said.turned && (
          <Badge tone={said.turned === "unsubscribed" ? "critical" : "success"}>{words.turned[said.turned]}</Badge>
        )}
        {said.by?.kind === "staff" && said.by.test && <Badge>{words.test}</Badge>}
        {direction === "outbound" && status && <DeliveryBadge status={status} errorCode={errorCode} />}
        {unsent && <Unsent said={said} />}
        {direction === "outbound" && logId && (
          <Link url={`/app/activity/${logId}`} accessibilityLabel={`${words.why}: ${body.slice(0, 40)}`}>
            {words.why}
          </Link>
        )}
      </InlineStack>
    </li>
  );
}

const Answer = ({ words: said, at }: { words: string | null; at: ShownMoment }) => (
  <li data-direction="outbound">
    {said && <div className="inbox-bubble">{said}</div>}
    <InlineStack align="end">
      <Text as="span" variant="bodySm" tone="subdued">
        {said ? words.answeredAtOnce : words.answeredByTwilio} · <Time at={at} />
      </Text>
    </InlineStack>
  </li>
);

const senderOf = ({ direction, by }: ThreadMessage): string =>
  direction === "inbound" ? words.theyWrote : by?.kind === "automation" ? by.name : words.weWrote(by?.name ?? null);

/** Why a manual text was not sent, or when it will be. */
function Unsent({ said: { reason, goesAt } }: { said: ThreadMessage }) {
  if (goesAt) return <Badge tone="info">{words.goesAt(within(goesAt.shown))}</Badge>;
  return reason ? (
    <Badge tone="warning">{words.notSent(formatReason(reason).label)}</Badge>
  ) : (
    <Badge tone="info">{words.onItsWay}</Badge>
  );
}
