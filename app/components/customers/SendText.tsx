import { Modal, Text, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { ReplySize } from "../inbox/ReplySize.tsx";

const words = text.customers.sendText;

interface SendTextProps {
  who: string;
  /** Credits per segment; null if the country is not supported. */
  price: number | null;
  onClose: () => void;
}

/** Writes one text to the customer of the page. A refusal stands at the field, and the words are kept. */
export function SendText({ who, price, onClose }: SendTextProps) {
  const [body, setBody] = useState("");
  const key = useRef(globalThis.crypto.randomUUID());
  const { act, busy, problemAt } = useAction<ActionResponse & { waits: boolean }>({
    said: ({ waits }) => (waits ? text.inbox.waits : text.inbox.sent),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={words.title(who)}
      onClose={onClose}
      primaryAction={{
        content: text.inbox.send,
        loading: busy,
        disabled: body.trim() === "",
        onAction: () => act({ intent: "text", body, key: key.current }),
      }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <TextField
          label={words.label}
          value={body}
          onChange={setBody}
          autoComplete="off"
          multiline={3}
          error={problemAt("body")}
          helpText={body.trim() === "" ? words.hint : <ReplySize body={body} price={price} />}
        />
        <Text as="p" tone="subdued">
          {words.rule}
        </Text>
      </Modal.Section>
    </Modal>
  );
}
