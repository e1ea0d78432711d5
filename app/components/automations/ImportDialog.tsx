import { Banner, BlockStack, DropZone, List, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

interface ImportDialogProps {
  /** The route that receives the file's text. */
  address: string;
  title: string;
  body: string;
  /** The toast after the import. */
  said: string;
  open: boolean;
  onClose: () => void;
  onDone: (answer: ActionResponse & { automationId: string }) => void;
}

const words = text.automation;

/** Imports an automation file, and lists all its problems. */
export function ImportDialog({ address, title, body, said, open, onClose, onDone }: ImportDialogProps) {
  const { act, busy, answer } = useAction<ActionResponse & { automationId: string }>({ action: address, said, onDone });
  const [refused, setRefused] = useState(false);
  const take = async ([file]: File[]) => {
    setRefused(false);
    if (file) act({ text: await file.text() });
  };
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={title}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
      loading={busy}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{body}</Text>
          {refused && <Banner tone="critical" title={words.importNoFile} />}
          {!refused && answer?.ok === false && (
            <Banner tone="critical" title={words.importProblems}>
              <List>
                {(answer.problems ?? []).map(({ path, message }) => (
                  <List.Item key={`${path} ${message}`}>{path ? `${path}: ${message}` : message}</List.Item>
                ))}
              </List>
            </Banner>
          )}
          <DropZone
            label={title}
            labelHidden
            accept="application/json,.json"
            type="file"
            allowMultiple={false}
            onDropAccepted={(files) => void take(files)}
            onDropRejected={() => setRefused(true)}
          >
            <DropZone.FileUpload actionTitle={words.importDrop} actionHint={words.importHint} />
          </DropZone>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
