import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { Fact, Facts } from "../shell/Facts.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { TextBubble } from "../shell/TextBubble.tsx";
import { Time } from "../shell/Time.tsx";

interface MessageCardProps {
  message: {
    to: string;
    from: string | null;
    body: string;
    segments: number;
    credits: number;
    status: MessageStatus;
    statusSince: Moment;
    errorCode: string | null;
  };
}

const words = text.entry;

/** The text itself, and how far it got. */
export function MessageCard({ message }: MessageCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.message}
        </Text>
        <TextBubble>{message.body}</TextBubble>
        <Facts>
          <Fact name={words.delivery}>
            <InlineStack gap="200" blockAlign="center">
              <StatusBadge of="message" status={message.status} />
              <Time at={message.statusSince} />
            </InlineStack>
          </Fact>
          <Fact name={words.errorCode}>{message.errorCode}</Fact>
          <Fact name={words.to}>{message.to}</Fact>
          <Fact name={words.from}>{message.from}</Fact>
          <Fact name={words.size}>{words.segments(message.segments)}</Fact>
          <Fact name={words.cost}>{words.credits(message.credits)}</Fact>
        </Facts>
      </BlockStack>
    </Card>
  );
}
