import { ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";

const words = text.editor.move;

interface MovePickerProps {
  title: string;
  places: readonly { key: string; label: string }[];
  onMove: (key: string) => void;
  onClose: () => void;
}

/** Chooses the new place of steps: the alternative to dragging. */
export function MovePicker({ title, places, onMove, onClose }: MovePickerProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Modal
      open
      title={title}
      onClose={onClose}
      primaryAction={{
        content: words.act,
        disabled: chosen === null,
        onAction: () => chosen !== null && onMove(chosen),
      }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        {places.length === 0 ? (
          <Text as="p">{words.nowhere}</Text>
        ) : (
          <ChoiceList
            title={words.where}
            choices={places.map(({ key, label }) => ({ value: key, label }))}
            selected={chosen === null ? [] : [chosen]}
            onChange={([key]) => setChosen(key ?? null)}
          />
        )}
      </Modal.Section>
    </Modal>
  );
}
