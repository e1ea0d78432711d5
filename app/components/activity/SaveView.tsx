import { BlockStack, Button, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { VIEWS_ACTION } from "./ViewTabs.tsx";

const words = text.activity.savedViews;

/**
 * Saves the current filters as a view.
 * @param query the filters as query parameters
 */
export function SaveView({ query }: { query: string }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const close = () => {
    setOpen(false);
    setName("");
  };
  const { act, busy, problemAt } = useAction<ActionResponse & { name: string }>({
    action: VIEWS_ACTION,
    said: (answer) => words.saved(answer.name),
    onDone: close,
  });
  const save = () => act({ intent: "save", name, query });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.save}</Button>
      <Modal
        open={open}
        title={words.title}
        onClose={close}
        primaryAction={{ content: text.save, loading: busy, onAction: save }}
        secondaryActions={[{ content: text.cancel, onAction: close }]}
      >
        <Modal.Section>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <BlockStack gap="300">
              <Text as="p">{words.body}</Text>
              <TextField
                label={words.name}
                autoComplete="off"
                value={name}
                onChange={setName}
                error={problemAt("name")}
                maxLength={40}
              />
            </BlockStack>
          </form>
        </Modal.Section>
      </Modal>
    </>
  );
}
