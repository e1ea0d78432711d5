import { BlockStack, Modal, Select, Text } from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { useRef, useState } from "react";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

const words = text.customers.start;

interface StartAutomationProps {
  /** The automations with the trigger "Manual" that are on. */
  automations: readonly { id: string; name: string }[];
  /** The customer's name, or how many there are. */
  who: string;
  onClose: () => void;
}

/** Which customers it starts for: chosen customers, or all members of a segment. */
type StartFor = { customerIds: readonly string[] } | { segmentId: string };

/** Asks which automation to start for customers, or for a segment. Without one to start, leads to the triggers. */
export function StartAutomation({ automations, who, onClose, ...audience }: StartAutomationProps & StartFor) {
  const isSegment = "segmentId" in audience;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(automations[0]?.id ?? "");
  // One key per dialog: a double press starts once.
  const requestId = useRef(globalThis.crypto.randomUUID());
  const { act, busy } = useAction<ActionResponse & { started: number }>({
    action: isSegment ? "/app/segments/start" : "/app/customers/start",
    said: ({ started }) => (isSegment ? text.segments.startDone : words.started(started)),
    onDone: onClose,
  });
  const cancel = { content: text.cancel, onAction: onClose };
  if (automations.length === 0)
    return (
      <Modal
        open
        title={words.title}
        onClose={onClose}
        primaryAction={{ content: words.create, onAction: () => navigate("/app/automations/new") }}
        secondaryActions={[cancel]}
      >
        <Modal.Section>
          <Text as="p">{words.none}</Text>
        </Modal.Section>
      </Modal>
    );
  return (
    <Modal
      open
      title={words.title}
      onClose={onClose}
      primaryAction={{
        content: words.action,
        loading: busy,
        onAction: () => act({ automationId: chosen, ...audience, requestId: requestId.current }),
      }}
      secondaryActions={[cancel]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Select
            label={words.automation}
            options={automations.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Text as="p">{words.body(who)}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
