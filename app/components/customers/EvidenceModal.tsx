import { BlockStack, Link, Modal, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { useAction } from "../browser/use-action.ts";

const words = text.customers.evidence;

/** Generates a consent record to print or download. */
export function EvidenceModal({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { act, busy, answer } = useAction<{ ok: boolean; page: string; file: string }>();
  const ready = answer?.ok ? answer : null;
  return (
    <Modal
      open={open}
      title={words.title}
      onClose={onClose}
      primaryAction={
        ready ? undefined : { content: words.prepare, loading: busy, onAction: () => act({ intent: "evidence" }) }
      }
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{words.body}</Text>
          {ready && (
            <>
              <Link url={ready.page} target="_blank">
                {words.print}
              </Link>
              <Link url={ready.file} target="_blank">
                {words.download}
              </Link>
              <Text as="p" tone="subdued">
                {words.lasts}
              </Text>
            </>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
