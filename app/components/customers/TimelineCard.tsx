import { BlockStack, Box, Button, Card, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import { timelineKinds } from "#core/customers/timeline.ts";
import type { MessageFile } from "#core/inbox/media.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Paging } from "../page/Paging.tsx";
import { DeliveryBadge } from "../page/DeliveryBadge.tsx";
import { MessageFiles } from "../page/MessageFiles.tsx";
import { TextBubble } from "../page/TextBubble.tsx";
import { Time } from "../page/Time.tsx";
import type { TimelineAddressQuery } from "./address.ts";

interface TimelineEvent {
  id: string;
  kind: "yes" | "no" | "in" | "out" | "order" | "way" | "withheld";
  at: ShownMoment;
  title: string;
  body: string | null;
  files: readonly MessageFile[];
  answer: string | null;
  note: string | null;
  delivery: { status: MessageStatus; errorCode: string | null } | null;
  followed: string | null;
  logId: string | null;
}

interface TimelineCardProps {
  events: readonly TimelineEvent[];
  kind: TimelineAddressQuery["kind"];
  /** The customer's routine steps: how many, and whether the timeline shows them. */
  routine: { count: number; shown: boolean };
  newer: string | null;
  older: string | null;
  onChoose: (kind: TimelineAddressQuery["kind"]) => void;
  onToggleRoutine: () => void;
}

const words = text.customers.timeline;
const kinds = [undefined, ...timelineKinds] as const;

const dots: Record<TimelineEvent["kind"], string> = {
  yes: "var(--p-color-bg-fill-success)",
  no: "var(--p-color-bg-fill-critical)",
  in: "var(--p-color-bg-fill-emphasis)",
  out: "var(--p-color-bg-fill-brand)",
  order: "var(--p-color-bg-fill-info)",
  way: "var(--p-color-border-secondary)",
  withheld: "var(--p-color-bg-fill-warning)",
};

/** The customer's events, newest first: consents, texts, orders, sequences and skipped steps. */
export function TimelineCard({ events, kind, routine, newer, older, onChoose, onToggleRoutine }: TimelineCardProps) {
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
      </Box>
      <Tabs
        tabs={kinds.map((each) => ({ id: each ?? "all", content: each ? words.kinds[each] : words.all }))}
        selected={kinds.indexOf(kind)}
        onSelect={(index) => onChoose(kinds[index])}
      />
      <Box padding="400">
        {events.length === 0 ? (
          <Text as="p" tone="subdued">
            {kind ? words.emptyKind : words.empty}
          </Text>
        ) : (
          <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
            {events.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ol>
        )}
        {routine.count > 0 && (
          <Button variant="plain" onClick={onToggleRoutine}>
            {routine.shown ? words.hideRoutine : words.showRoutine(routine.count)}
          </Button>
        )}
      </Box>
      <Paging newer={newer} older={older} />
    </Card>
  );
}

function Event({
  event: { kind, at, title, body, files, answer, note, delivery, followed, logId },
}: {
  event: TimelineEvent;
}) {
  return (
    <li
      style={{
        display: "grid",
        gridTemplateColumns: "0.75rem minmax(0, 1fr)",
        gap: "0.75rem",
        paddingBlockEnd: "1rem",
      }}
    >
      <span
        style={{
          width: "0.75rem",
          height: "0.75rem",
          marginBlockStart: "0.25rem",
          borderRadius: "50%",
          background: dots[kind],
        }}
      />
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <div style={{ minWidth: 0 }}>
            <Text as="span" fontWeight="medium" breakWord>
              {title}
            </Text>
          </div>
          <span style={{ whiteSpace: "nowrap" }}>
            <Text as="span" tone="subdued">
              <Time at={at} />
            </Text>
          </span>
        </InlineStack>
        {body && <TextBubble>{body}</TextBubble>}
        <MessageFiles files={files} />
        {answer && (
          <Text as="p" tone="subdued" breakWord>
            {words.answered(answer)}
          </Text>
        )}
        <InlineStack gap="200" blockAlign="center">
          {delivery && <DeliveryBadge {...delivery} />}
          {followed && <Text as="span">{followed}</Text>}
          {note && <Text as="span">{note}</Text>}
          {logId && (
            <Link url={`/app/activity/${logId}`} accessibilityLabel={`${words.explanation}: ${title}`}>
              {words.explanation}
            </Link>
          )}
        </InlineStack>
      </BlockStack>
    </li>
  );
}
