import { BlockStack, Box, Button, Collapsible, InlineStack, Text, TextField } from "@shopify/polaris";
import { useId, useState, type ReactNode } from "react";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

/** The settings that are lists of texts with titles, with the most of each. */
const lists = { quickReplies: { section: "replies", most: 20 }, snippets: { section: "snippets", most: 50 } } as const;

interface RepliesSectionProps extends SectionProps {
  of: keyof typeof lists;
}

/** The quick replies of the inbox, or the snippets of messages. */
export function RepliesSection({ of, draft, change, problemAt, readOnly }: RepliesSectionProps) {
  const { section, most } = lists[of];
  const words = text.settings[section];
  const listed = draft[of];
  const replies = typeof listed === "string" ? [] : listed;
  const put = (at: number, part: { title: string } | { body: string }) =>
    change(
      of,
      replies.map((reply, place) => (place === at ? { ...reply, ...part } : reply)),
    );
  return (
    <Section id={section} title={words.title} body={words.body}>
      {replies.length === 0 && (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      )}
      {replies.map((reply, at) => (
        <Reply
          key={at}
          title={reply.title || words.untitled}
          // A new reply is empty, and a refused one must be seen.
          startsOpen={reply.title === "" && reply.body === ""}
          hasProblem={[`${of}.${at}.title`, `${of}.${at}.body`].some(problemAt)}
        >
          <BlockStack gap="200">
            <TextField
              label={words.name}
              autoComplete="off"
              value={reply.title}
              onChange={(title) => put(at, { title })}
              error={problemAt(`${of}.${at}.title`)}
              disabled={readOnly}
            />
            <TextField
              label={words.text}
              autoComplete="off"
              multiline={2}
              value={reply.body}
              onChange={(body) => put(at, { body })}
              error={problemAt(`${of}.${at}.body`)}
              disabled={readOnly}
            />
            <InlineStack align="end">
              <Button
                tone="critical"
                variant="plain"
                disabled={readOnly}
                onClick={() => change(of, replies.toSpliced(at, 1))}
                accessibilityLabel={`${words.remove}: ${reply.title}`}
              >
                {words.remove}
              </Button>
            </InlineStack>
          </BlockStack>
        </Reply>
      ))}
      <InlineStack>
        <Button
          disabled={readOnly || replies.length >= most}
          onClick={() => change(of, [...replies, { title: "", body: "" }])}
        >
          {words.add}
        </Button>
      </InlineStack>
    </Section>
  );
}

interface ReplyProps {
  title: string;
  startsOpen: boolean;
  hasProblem: boolean;
  children: ReactNode;
}

/** A text, folded to its title. */
function Reply({ title, startsOpen, hasProblem, children }: ReplyProps) {
  const [opened, setOpened] = useState(startsOpen);
  const id = useId();
  const open = opened || hasProblem;
  return (
    <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <BlockStack gap="200" inlineAlign="start">
        <Button
          variant="plain"
          disclosure={open ? "up" : "down"}
          ariaExpanded={open}
          ariaControls={id}
          onClick={() => setOpened(!open)}
        >
          {title}
        </Button>
        <Box width="100%">
          <Collapsible id={id} open={open} transition={false}>
            {children}
          </Collapsible>
        </Box>
      </BlockStack>
    </Box>
  );
}
