import type { DraftStep } from "#core/automations/edit/draft.ts";
import { placed, type Place } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import { iconOf } from "../look.ts";
import { tellOf, titleOf } from "../say.ts";
import { Picker } from "./Picker.tsx";

const words = text.editor.find;

interface FindStepProps {
  steps: readonly DraftStep[];
  offeredAt: (place: Place) => readonly OfferedField[];
  onPick: (stepId: string) => void;
  onClose: () => void;
}

/** Every step there is, in reading order, to be found by its words and gone to. */
export function FindStep({ steps, offeredAt, onPick, onClose }: FindStepProps) {
  const picks = placed(steps).map(({ step, place }) => ({
    key: step.id,
    label: titleOf(step),
    description: tellOf(step, offeredAt(place)) ?? text.editor.untold,
    icon: iconOf(step.type),
  }));
  return (
    <Picker
      title={words.title}
      search={words.search}
      none={words.none}
      families={[{ label: words.all(picks.length), picks }]}
      onPick={onPick}
      onClose={onClose}
    />
  );
}
