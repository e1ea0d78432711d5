import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Time } from "#components/page/Time.tsx";
import type { ShownAttempt } from "./shown-entry.ts";

const words = text.entry;

/** Every send attempt of a message, with its outcome and later lookups. */
export function Attempts({ attempts, title }: { attempts: readonly ShownAttempt[]; title: string }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <BlockStack as="ol" gap="200">
        {attempts.map(({ at, there, outcome, detail, looks }) => (
          <Box as="li" key={at.iso}>
            <InlineStack align="space-between" gap="200">
              <Text as="span" fontWeight="medium">
                {words.outcomes[outcome]}
              </Text>
              <Text as="span" tone="subdued">
                <Time at={at} />
              </Text>
            </InlineStack>
            {there && (
              <Text as="p" tone="subdued">
                {words.there(there.shown, there.zone)}
              </Text>
            )}
            {detail && (
              <Text as="p" tone="subdued" breakWord>
                {detail}
              </Text>
            )}
            {looks && looks.times > 0 && <Text as="p">{words.looked(looks.times, looks.clean)}</Text>}
            {looks?.next && <Text as="p">{words.looksAgain(looks.next.shown)}</Text>}
          </Box>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
