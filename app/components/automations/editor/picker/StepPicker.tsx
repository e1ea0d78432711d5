import { offeredActions } from "#core/actions/index.ts";
import { text } from "#text/en.ts";
import { iconOf } from "../step-icons.ts";
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

/** Picks the action of a new step. */
export const StepPicker = ({ onPick, onClose }: { onPick: (type: string) => void; onClose: () => void }) => (
  <Picker
    title={words.title}
    search={words.search}
    none={words.none}
    families={families}
    onPick={onPick}
    onClose={onClose}
  />
);
