import type { DraftStep } from "#core/automations/edit/draft.ts";
import { positionedSteps, type StepPosition } from "#core/automations/edit/place.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import { iconOf } from "../step-icons.ts";
import { stepSummaryOf, stepTitleOf } from "../step-words.ts";
import { Picker } from "./Picker.tsx";

const words = text.editor.find;

interface FindStepProps {
  steps: readonly DraftStep[];
  offeredAt: (place: StepPosition) => readonly OfferedField[];
  onPick: (stepId: string) => void;
  onClose: () => void;
}

/** Searches the steps by their words, in reading order. */
export function FindStep({ steps, offeredAt, onPick, onClose }: FindStepProps) {
  const picks = positionedSteps(steps).map(({ step, place }) => ({
    key: step.id,
    label: stepTitleOf(step),
    description: stepSummaryOf(step, offeredAt(place)) ?? text.editor.untold,
    alsoCalled: step.note ? [step.note] : [],
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
