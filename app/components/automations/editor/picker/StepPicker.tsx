import { offeredActions } from "#core/actions/index.ts";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import { stepsBelow } from "#core/automations/edit/new-step.ts";
import { text } from "#text/en.ts";
import { iconOf } from "../step-icons.ts";
import { stepTitleOf } from "../step-words.ts";
import { Picker } from "./Picker.tsx";

const words = text.editor.picker;
const families = (Object.keys(words.families) as (keyof typeof words.families)[]).map((family) => ({
  label: words.families[family],
  picks: offeredActions
    .filter((action) => action.family === family)
    .sort((a, b) => (a.label < b.label ? -1 : 1))
    .map(({ type, label, description, alsoCalled }) => ({
      key: type,
      label,
      description,
      alsoCalled,
      icon: iconOf(type),
    })),
}));

const PASTE = "paste";

interface StepPickerProps {
  /** The step that can be pasted. */
  copied: DraftStep | null;
  onPick: (type: string) => void;
  onPaste: (step: DraftStep) => void;
  onClose: () => void;
}

/** Picks the action of a new step, or the copied step. */
export const StepPicker = ({ copied, onPick, onPaste, onClose }: StepPickerProps) => (
  <Picker
    title={words.title}
    search={words.search}
    none={words.none}
    families={copied ? [familyOf(copied), ...families] : families}
    onPick={(key) => (copied && key === PASTE ? onPaste(copied) : onPick(key))}
    onClose={onClose}
  />
);

const familyOf = (copied: DraftStep) => ({
  label: words.pasteFamily,
  picks: [
    {
      key: PASTE,
      label: words.paste(stepTitleOf(copied)),
      description: words.pasteTells(stepsBelow(copied)),
      icon: iconOf(copied.type),
    },
  ],
});
