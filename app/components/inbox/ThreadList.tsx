import { Text } from "@shopify/polaris";
import { Fragment } from "react";
import { text } from "#text/en.ts";
import type { DayMoment } from "#text/moment.ts";
import { Clock, MessageBubble, type ThreadMessage } from "./MessageBubble.tsx";

interface ThreadNote {
  kind: "note";
  id: string;
  at: DayMoment;
  body: string;
  author: string | null;
}

export interface ThreadListProps {
  /** The texts and notes of a conversation, oldest first. */
  rows: readonly (ThreadMessage | ThreadNote)[];
}

const words = text.inbox;

/** The texts and notes of a conversation, by day. */
export const ThreadList = ({ rows }: ThreadListProps) => (
  <ol className="inbox-said">
    {rows.map((row, index) => (
      <Fragment key={row.id}>
        {row.at.day !== rows[index - 1]?.at.day && (
          <li className="inbox-day">
            <Text as="h3" variant="bodySm" tone="subdued">
              {row.at.day}
            </Text>
          </li>
        )}
        {row.kind === "note" ? <Note note={row} /> : <MessageBubble said={row} />}
      </Fragment>
    ))}
  </ol>
);

const Note = ({ note: { body, author, at } }: { note: ThreadNote }) => (
  <li className="inbox-note">
    <div className="inbox-meta">
      <Text as="span" variant="bodySm" fontWeight="semibold">
        {words.note}
      </Text>
      <Text as="span" variant="bodySm">
        {words.weWrote(author)} · <Clock at={at} />
      </Text>
    </div>
    {body}
  </li>
);
