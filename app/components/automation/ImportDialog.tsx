import { Banner, BlockStack, DropZone, List, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAct } from "../shell/use-act.ts";

interface ImportDialogProps {
  automationId: string;
  open: boolean;
  onClose: () => void;
}

const words = text.automation;

/** Takes a file in the place of the draft; everything that is wrong with it is listed. */
export function ImportDialog({ automationId, open, onClose }: ImportDialogProps) {
  const { act, busy, answer } = useAct({ action: `/app/automations/${automationId}/file`, said: words.imported, onDone: onClose });
  const [refused, setRefused] = useState(false);
  const take = async ([file]: File[]) => {
    setRefused(false);
    if (file) act({ text: await file.text() });
  };
  return (
    <Modal open={open} onClose={onClose} title={words.importTitle} secondaryActions={[{ content: text.keep, onAction: onClose }]} loading={busy}>
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{words.importBody}</Text>
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
          <DropZone label={words.importTitle} labelHidden accept="application/json,.json" type="file" allowMultiple={false} onDropAccepted={(files) => void take(files)} onDropRejected={() => setRefused(true)}>
            <DropZone.FileUpload actionTitle={words.importDrop} actionHint={words.importHint} />
          </DropZone>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
