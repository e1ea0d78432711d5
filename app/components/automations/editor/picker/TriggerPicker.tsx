import { offeredTriggers, type TriggerType } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import { Picker } from "./Picker.tsx";

const words = text.editor.triggers;
const families = (Object.keys(words.families) as (keyof typeof words.families)[]).map((family) => ({
  label: words.families[family],
  picks: offeredTriggers
    .filter((trigger) => trigger.family === family)
    .map(({ type, label, description, alsoCalled }) => ({ key: type, label, description, alsoCalled })),
}));

/** Picks the trigger. */
export const TriggerPicker = ({ onPick, onClose }: { onPick: (type: TriggerType) => void; onClose: () => void }) => (
  <Picker
    title={words.title}
    search={words.search}
    none={words.none}
    families={families}
    onPick={(key) => onPick(key as TriggerType)}
    onClose={onClose}
  />
);
