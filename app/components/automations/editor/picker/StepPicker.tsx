import { offeredActions } from "#core/actions/index.ts";
import { idsOf, type DraftStep } from "#core/automations/edit/draft.ts";
import { text } from "#text/en.ts";
import { iconOf } from "../step-icons.ts";
import { stepsTitleOf } from "../step-words.ts";
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
  /** The steps that can be pasted. */
  copied: readonly DraftStep[] | null;
  onPick: (type: string) => void;
  onPaste: (steps: readonly DraftStep[]) => void;
  onClose: () => void;
}

/** Picks the action of a new step, or the copied steps. */
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

const familyOf = (copied: readonly DraftStep[]) => ({
  label: words.pasteFamily,
  picks: [
    {
      key: PASTE,
      label: words.paste(stepsTitleOf(copied)),
      description: words.pasteTells(copied.length, idsOf(copied).length - copied.length),
      icon: iconOf(copied[0]?.type ?? ""),
    },
  ],
});
