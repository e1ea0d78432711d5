import { BlockStack, Modal, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { within } from "#text/sentence.ts";
import type { useDraftSaving } from "./use-draft-saving.ts";

const words = text.editor.conflict;

/** Asks which version to keep after another person saved the same draft. */
export function Conflict({ theirs, settle }: Pick<ReturnType<typeof useDraftSaving>, "theirs" | "settle">) {
  if (!theirs) return null;
  return (
    <Modal
      open
      title={words.title}
      onClose={settle.later}
      primaryAction={{ content: words.load, disabled: theirs.draft === null, onAction: settle.load }}
      secondaryActions={[
        { content: words.overwrite, destructive: true, onAction: settle.overwrite },
        { content: text.cancel, onAction: settle.later },
      ]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">
            {words.body(
              theirs.saved?.by ?? words.somebody,
              theirs.saved ? within(theirs.saved.at.shown) : words.meanwhile,
            )}
          </Text>
          <Text as="p" tone="subdued">
            {words.loadHelp}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
