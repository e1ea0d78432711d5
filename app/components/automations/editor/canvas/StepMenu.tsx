import { ActionList, Icon, Popover } from "@shopify/polaris";
import {
  ArrowDownIcon,
  ArrowRightIcon,
  ArrowUpIcon,
  ClipboardIcon,
  DeleteIcon,
  DuplicateIcon,
  MenuHorizontalIcon,
  PlusIcon,
} from "@shopify/polaris-icons";
import { useState } from "react";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import { text } from "#text/en.ts";
import type { StepActions } from "../flow-context.ts";
import { readClipboard } from "../step-clipboard.ts";
import { stepsTitleOf, stepTitleOf } from "../step-words.ts";

const words = text.editor.menu;

interface StepMenuProps {
  step: DraftStep;
  acts: StepActions;
  /** In the tab order. */
  reached: boolean;
}

/** The menu of a step, with everything that dragging does. */
export function StepMenu({ step, acts, reached }: StepMenuProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const copied = open ? readClipboard() : null;
  return (
    <Popover
      active={open}
      onClose={close}
      autofocusTarget="first-node"
      preferredAlignment="right"
      activator={
        // Polaris' button has no `tabIndex`.
        <button
          type="button"
          className="flow-menu"
          tabIndex={reached ? 0 : -1}
          aria-label={words.open(stepTitleOf(step))}
          onClick={() => setOpen(!open)}
        >
          <Icon source={MenuHorizontalIcon} />
        </button>
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={close}
        items={[
          { content: words.up, icon: ArrowUpIcon, onAction: () => acts.up(step) },
          { content: words.down, icon: ArrowDownIcon, onAction: () => acts.down(step) },
          { content: words.to, icon: ArrowRightIcon, onAction: () => acts.moveTo(step) },
          { content: words.duplicate, icon: DuplicateIcon, onAction: () => acts.duplicate(step) },
          { content: words.copy, icon: ClipboardIcon, onAction: () => acts.copy(step) },
          ...(copied
            ? [
                {
                  content: words.paste(stepsTitleOf(copied)),
                  icon: PlusIcon,
                  onAction: () => acts.paste(step, copied),
                },
              ]
            : []),
          { content: words.remove, icon: DeleteIcon, destructive: true, onAction: () => acts.remove(step) },
        ]}
      />
    </Popover>
  );
}
