import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.replies;
const MOST = 20;

/** The quick replies of the inbox. */
export function RepliesSection({ draft, change, problemAt, readOnly }: SectionProps) {
  const replies = typeof draft.quickReplies === "string" ? [] : draft.quickReplies;
  const put = (at: number, part: { title: string } | { body: string }) =>
    change(
      "quickReplies",
      replies.map((reply, place) => (place === at ? { ...reply, ...part } : reply)),
    );
  return (
    <Section id="replies" title={words.title} body={words.body}>
      {replies.length === 0 && (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      )}
      {replies.map((reply, at) => (
        <Box key={at} borderColor="border" borderWidth="025" borderRadius="200" padding="300">
          <BlockStack gap="200">
            <TextField
              label={words.name}
              autoComplete="off"
              value={reply.title}
              onChange={(title) => put(at, { title })}
              error={problemAt(`quickReplies.${at}.title`)}
              disabled={readOnly}
            />
            <TextField
              label={words.text}
              autoComplete="off"
              multiline={2}
              value={reply.body}
              onChange={(body) => put(at, { body })}
              error={problemAt(`quickReplies.${at}.body`)}
              disabled={readOnly}
            />
            <InlineStack align="end">
              <Button
                tone="critical"
                variant="plain"
                disabled={readOnly}
                onClick={() => change("quickReplies", replies.toSpliced(at, 1))}
                accessibilityLabel={`${words.remove}: ${reply.title}`}
              >
                {words.remove}
              </Button>
            </InlineStack>
          </BlockStack>
        </Box>
      ))}
      <InlineStack>
        <Button
          disabled={readOnly || replies.length >= MOST}
          onClick={() => change("quickReplies", [...replies, { title: "", body: "" }])}
        >
          {words.add}
        </Button>
      </InlineStack>
    </Section>
  );
}
