import { Modal } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction } from "../browser/use-action.ts";
import type { AutomationListItem } from "./automation-filter.ts";
import { FreeList } from "./fields/FreeList.tsx";

const words = text.automations.tagging;

interface TagsDialogProps {
  /** The automations to tag, at least one. */
  automations: readonly AutomationListItem[];
  /** All tags in use. */
  known: readonly string[];
  onClose: () => void;
}

/** Changes the tags of automations: those that all of them have can be removed, and any can be added. */
export function TagsDialog({ automations, known, onClose }: TagsDialogProps) {
  const [first, ...others] = automations;
  const [shared] = useState(() => (first?.tags ?? []).filter((tag) => others.every(({ tags }) => tags.includes(tag))));
  const [tags, setTags] = useState<readonly string[]>(shared);
  const { act, busy, problemAt } = useAction({
    action: "/app/automations/tags",
    said: words.saved(automations.length),
    onDone: onClose,
  });
  const save = () =>
    act({
      automationIds: automations.map(({ id }) => id),
      add: tags.filter((tag) => !shared.includes(tag)),
      remove: shared.filter((tag) => !tags.includes(tag)),
    });
  return (
    <Modal
      open
      title={words.title(automations.length, first?.name ?? "")}
      onClose={onClose}
      primaryAction={{ content: text.save, loading: busy, onAction: save }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <FreeList
          label={words.label}
          helpText={others.length > 0 ? words.helpMany : words.help}
          error={problemAt("tags") ?? problemAt("add")}
          values={tags}
          suggestions={known}
          onChange={setTags}
        />
      </Modal.Section>
    </Modal>
  );
}
