import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { DeliveryBadge } from "#components/page/DeliveryBadge.tsx";
import { TextBubble } from "#components/page/TextBubble.tsx";
import { Time } from "#components/page/Time.tsx";
import { Attempts } from "./Attempts.tsx";
import type { ShownMessage } from "./shown-entry.ts";

const words = text.entry;

/** The message, its delivery state, and its send attempts. */
export function MessageCard({ message }: { message: ShownMessage }) {
  const isText = message.channel === "sms";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {isText ? words.message : words.email}
        </Text>
        <TextBubble>{message.body}</TextBubble>
        <Facts>
          <Fact name={words.subject}>{message.subject}</Fact>
          <Fact name={words.delivery}>
            <InlineStack gap="200" blockAlign="center">
              <DeliveryBadge status={message.status} errorCode={message.errorCode} />
              <Time at={message.statusSince} />
            </InlineStack>
          </Fact>
          <Fact name={words.fault}>{message.fault}</Fact>
          <Fact name={words.to}>{message.to}</Fact>
          <Fact name={words.from}>{message.from}</Fact>
          <Fact name={words.size}>{isText ? words.segments(message.segments) : null}</Fact>
          <Fact name={words.cost}>{isText ? words.credits(message.credits) : null}</Fact>
          <Fact name={text.links.title}>
            {message.followed &&
              (message.followed.last
                ? text.links.followed(
                    message.followed.clicks,
                    message.followed.last.shown,
                    message.followed.machineClicks,
                  )
                : text.links.notFollowed(message.followed.machineClicks))}
          </Fact>
          <Fact name={words.errorCode}>
            {message.errorCode && /^\d+$/.test(message.errorCode) ? message.errorCode : null}
          </Fact>
          <Fact name={words.providerId}>{message.providerId}</Fact>
        </Facts>
        {message.attempts.length > 0 && (
          <Attempts attempts={message.attempts} title={isText ? words.attempts : words.attemptsByMail} />
        )}
      </BlockStack>
    </Card>
  );
}
