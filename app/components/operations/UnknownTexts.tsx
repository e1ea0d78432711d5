import { BlockStack, Box, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
import { Part } from "./Part.tsx";

export interface UnknownLine {
  messageId: string;
  entryId: string | null;
  to: string;
  since: ShownMoment;
  looks: number;
  next: ShownMoment | null;
}

const words = text.health;

/** Texts with unconfirmed delivery, and their next lookups; nothing without any. */
export function UnknownTexts({ texts }: { texts: readonly UnknownLine[] }) {
  if (texts.length === 0) return null;
  return (
    <Part title={words.unknown} about={words.unknownBody}>
      {texts.map(({ messageId, entryId, to, since, looks, next }) => (
        <Fragment key={messageId}>
          <Divider />
          <Box padding="400">
            <InlineStack align="space-between" gap="300" blockAlign="center">
              <BlockStack gap="050">
                <Text as="span" fontWeight="medium">{`${words.text} ${to}`}</Text>
                <Text as="span" tone="subdued">
                  {`${words.since} ${within(since.shown)} · ${words.looks}: ${within(words.timesLooked(looks))} ` +
                    `· ${words.nextLook}: ${next ? within(next.shown) : within(words.mayComeBack)}`}
                </Text>
              </BlockStack>
              {entryId && <Link url={`/app/activity/${entryId}`}>{words.seeEntry}</Link>}
            </InlineStack>
          </Box>
        </Fragment>
      ))}
    </Part>
  );
}
