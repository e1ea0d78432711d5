import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "../../text/en.ts";
import type { Moment } from "../../text/moment.ts";
import { Facts } from "../shell/Facts.tsx";
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
        <Facts
          facts={[
            [
              words.delivery,
              <InlineStack key="delivery" gap="200" blockAlign="center">
                <StatusBadge of="message" status={message.status} />
                <Time at={message.statusSince} />
              </InlineStack>,
            ],
            [words.errorCode, message.errorCode],
            [words.to, message.to],
            [words.from, message.from],
            [words.size, words.segments(message.segments)],
            [words.cost, words.credits(message.credits)],
          ]}
        />
      </BlockStack>
    </Card>
  );
}
