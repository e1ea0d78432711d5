import { useState } from "react";
import { idsOf, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";
import { copyStep, newStep, stepsBelow } from "#core/automations/edit/new-step.ts";
import { above, below, gaps, pathOf, placeOfStep, stepAt, type Place } from "#core/automations/edit/place.ts";
import { insertStep, mayMove, moveStep, removeStep } from "#core/automations/edit/tree.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import type { StepActs } from "./flow-context.ts";
import { gapKey, stepKey } from "./layout.ts";
import { lineOf, titleOf, whereOf } from "./say.ts";
import type { Change } from "./use-history.ts";

const words = text.editor;

/** A question that stands before something is done. */
type Asked =
  | { kind: "find" }
  | { kind: "add"; place: Place }
  | { kind: "move"; step: DraftStep }
  | { kind: "remove"; step: DraftStep };

interface Around {
  draft: Draft;
  change: Change<Draft>;
  usedIds: readonly string[];
  offeredAt: (place: Place) => readonly OfferedField[];
  onSelect: (stepId: string | null) => void;
  /** Selects a step and goes on into its settings. */
  onOpen: (stepId: string) => void;
  /** Tells what has been done. */
  say: (words: string) => void;
  /** What is to have the focus next. */
  onFocus: (key: string) => void;
}

/** What may be done with the steps of a flow, and what is asked before. */
export function useStepActs({ draft, change, usedIds, offeredAt, onSelect, onOpen, say, onFocus }: Around) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { steps } = draft;
  const taken = () => new Set([...usedIds, ...idsOf(steps)]);
  const write = (next: DraftStep[]) => change((present) => ({ ...present, steps: next }));
  const where = (place: Place) => whereOf(steps, place, offeredAt(place));

  const move = (from: Place, to: Place | null) => {
    const step = stepAt(steps, from);
    if (!step) return;
    if (!to || !mayMove(steps, from, to)) return say(words.said.cannot(titleOf(step)));
    write(moveStep(steps, from, to));
    say(words.said.moved(titleOf(step), where(to)));
    onFocus(stepKey(step.id));
  };
  const remove = (step: DraftStep) => {
    const place = placeOfStep(steps, step.id);
    if (!place) return;
    write(removeStep(steps, place));
    say(words.said.removed(titleOf(step)));
    onSelect(null);
    onFocus(gapKey(place));
  };
  const acts: StepActs = {
    add: (place) => setAsked({ kind: "add", place }),
    up: (step) => withPlace(steps, step, (place) => move(place, above(place))),
    down: (step) => withPlace(steps, step, (place) => move(place, below(steps, place))),
    moveTo: (step) => setAsked({ kind: "move", step }),
    duplicate: (step) =>
      withPlace(steps, step, (place) => {
        const copy = copyStep(step, taken());
        write(insertStep(steps, { ...place, at: place.at + 1 }, copy));
        say(words.said.copied(titleOf(step)));
        onSelect(copy.id);
        onFocus(stepKey(copy.id));
      }),
    remove: (step) => (stepsBelow(step) > 0 ? setAsked({ kind: "remove", step }) : remove(step)),
  };

  return {
    acts,
    move,
    find: () => setAsked({ kind: "find" }),
    asked,
    answer: {
      leave: () => setAsked(null),
      find: (stepId: string) => {
        setAsked(null);
        onSelect(stepId);
        onFocus(stepKey(stepId));
      },
      add: (place: Place, type: string) => {
        setAsked(null);
        const step = newStep(type, taken());
        write(insertStep(steps, place, step));
        say(words.said.added(titleOf(step), where(place)));
        onOpen(step.id);
      },
      move: (step: DraftStep, path: string) => {
        setAsked(null);
        const to = gaps(steps).find((place) => pathOf(place) === path);
        withPlace(steps, step, (from) => move(from, to ?? null));
      },
      remove: (step: DraftStep) => {
        setAsked(null);
        remove(step);
      },
    },
    steps,
    offeredAt,
    /** Where a step may be moved to, in words. */
    placesFor: (step: DraftStep) => {
      const from = placeOfStep(steps, step.id);
      return from
        ? gaps(steps)
            .filter((to) => mayMove(steps, from, to))
            .map((to) => ({ key: pathOf(to), label: `${"\u2003".repeat(to.within.length)}${capital(where(to))}` }))
        : [];
    },
    lineOf: (step: DraftStep) => withPlace(steps, step, (place) => lineOf(step, offeredAt(place))) ?? titleOf(step),
  };
}

function withPlace<T>(steps: readonly DraftStep[], step: DraftStep, act: (place: Place) => T): T | undefined {
  const place = placeOfStep(steps, step.id);
  return place ? act(place) : undefined;
}
const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);
