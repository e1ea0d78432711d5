import { BlockStack, Text } from "@shopify/polaris";
import { SmileyHappyIcon } from "@shopify/polaris-icons";
import { search } from "#core/automations/search.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { emojis } from "#core/sending/emoji.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import { usualSegments } from "#core/sending/templates/wording.ts";
import { text } from "#text/en.ts";
import { InsertMenu } from "./InsertMenu.tsx";
import { InsertSearch } from "./InsertSearch.tsx";

const words = text.message.emoji;

interface EmojiPickerProps {
  /** What an emoji costs in this message; null for a message without segments. */
  costs: () => string | null;
  onPick: (emoji: string) => void;
}

/** Inserts an emoji, found by its name. */
export const EmojiPicker = ({ costs, onPick }: EmojiPickerProps) => (
  <InsertMenu label={words.open} icon={SmileyHappyIcon}>
    {(close) => (
      <BlockStack gap="200">
        <InsertSearch
          label={words.find}
          none={words.none}
          isGrid
          find={(typed) => {
            const found = search(emojis, typed, ({ name, alsoCalled }) => ({ label: name, alsoCalled }));
            return found.length > 0
              ? [{ label: words.all, results: found.map(({ emoji, name }) => ({ key: emoji, shown: emoji, name })) }]
              : [];
          }}
          onTake={(emoji) => {
            close();
            onPick(emoji);
          }}
        />
        <Text as="p" variant="bodySm" tone="subdued">
          {costs()}
        </Text>
      </BlockStack>
    )}
  </InsertMenu>
);

/** The segments that an emoji adds to a text, in words; null for a text that cannot be rendered. */
export function costOfEmoji(
  source: string,
  offered: readonly OfferedField[],
  use: { kind: MessageKind; language: string },
): string | null {
  const [now, then] = [source, `${source}🎁`].map((one) => usualSegments(one, offered, use));
  if (now == null || then == null) return null;
  return then > now ? words.dearer(now, then) : words.room;
}
