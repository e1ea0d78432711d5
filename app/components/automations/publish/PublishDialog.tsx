import { Banner, BlockStack, Box, Checkbox, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useState } from "react";
import type { MigrationChoice } from "#core/automations/migrate-sequences.ts";
import { text } from "#text/en.ts";
import { ChangesList } from "./ChangesList.tsx";
import { Forbidden } from "./Forbidden.tsx";
import { InsideQuestion } from "./InsideQuestion.tsx";
import { usePublish, type PublishQuestionProps } from "./use-publish.ts";

interface PublishDialogProps {
  automationId: string;
  open: boolean;
  onClose: () => void;
  /** Called after publishing, to close the dialog. */
  onPublished: () => void;
}

type Answerable = Extract<PublishQuestionProps, { ok: true }>;
const words = text.publish;
const setting = text.settings.browsing;

/**
 * Confirms publishing: the changes, the customers in the automation, and whether to turn it on. Publishes the saved
 * draft, so save before opening.
 */
export function PublishDialog({ automationId, open, onClose, onPublished }: PublishDialogProps) {
  const { question, asking, busy, publish } = usePublish(automationId, open, onPublished);
  const [inside, setInside] = useState<MigrationChoice>("finish");
  const [keptOff, setKeptOff] = useState(false);
  const answerable = question?.ok && !asking ? question : null;
  const offersOn = answerable !== null && answerable.status !== "active";
  const turnOn = offersOn && !keptOff;
  const someLeave = inside === "cancel" && (answerable?.inside.cancel.total ?? 0) > 0;
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={words.title(question?.name ?? "")}
      primaryAction={{
        content: turnOn ? words.publishAndTurnOn : words.publish,
        destructive: someLeave,
        disabled: answerable === null,
        loading: busy,
        onAction: () => publish({ inside, turnOn }),
      }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      {asking || !question ? (
        <Modal.Section>
          <Box minHeight="10rem">
            <SkeletonBodyText lines={6} />
          </Box>
        </Modal.Section>
      ) : (
        <>
          {!question.ok && (
            <Modal.Section>
              <Forbidden automationId={automationId} {...question} onGo={onClose} />
            </Modal.Section>
          )}
          {answerable?.lacks && (
            <Modal.Section>
              <Banner
                tone="warning"
                title={setting.neededTitle}
                action={{ content: setting.seeSetting, url: "/app/settings/consent" }}
              >
                {setting.needed}
              </Banner>
            </Modal.Section>
          )}
          {answerable && <Changes question={answerable} />}
          {answerable && answerable.inside.finish.total > 0 && (
            <Modal.Section>
              <InsideQuestion
                inside={answerable.inside}
                waiting={answerable.waiting}
                chosen={inside}
                onChoose={setInside}
              />
            </Modal.Section>
          )}
          {offersOn && (
            <Modal.Section>
              <Checkbox
                label={words.turnOn}
                helpText={words.turnOnHelp}
                checked={!keptOff}
                onChange={(on) => setKeptOff(!on)}
              />
            </Modal.Section>
          )}
        </>
      )}
    </Modal>
  );
}

function Changes({ question: { current, changes } }: { question: Answerable }) {
  return (
    <Modal.Section>
      {current === null || changes === null ? (
        <Text as="p">{words.first}</Text>
      ) : (
        <BlockStack gap="300">
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              {words.changesTitle}
            </Text>
            <Text as="p" tone="subdued">
              {words.changesSince(current)}
            </Text>
          </BlockStack>
          <ChangesList changes={changes} />
        </BlockStack>
      )}
    </Modal.Section>
  );
}
