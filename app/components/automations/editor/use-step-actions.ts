import { useState } from "react";
import { toast } from "#components/browser/app-bridge.ts";
import { readCopiedStep, writeCopiedStep } from "#core/automations/edit/copied-step.ts";
import { idsOf, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";
import { copyStep, newStep, stepsBelow } from "#core/automations/edit/new-step.ts";
import {
  positionAbove,
  positionBelow,
  insertPositions,
  pathOfPosition,
  positionOfStep,
  stepAtPosition,
  type StepPosition,
} from "#core/automations/edit/place.ts";
import { insertStep, mayMove, moveStep, removeStep } from "#core/automations/edit/tree.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import type { StepActions } from "./flow-context.ts";
import { gapKey, stepKey } from "./layout.ts";
import { writeClipboard } from "./step-clipboard.ts";
import { stepLineOf, stepTitleOf, positionText } from "./step-words.ts";
import type { DraftChange } from "./use-history.ts";

const words = text.editor;

/** An open dialog of a step action. */
type StepQuestion =
  | { kind: "find" }
  | { kind: "add"; place: StepPosition }
  | { kind: "move"; step: DraftStep }
  | { kind: "remove"; step: DraftStep };

interface Around {
  draft: Draft;
  change: DraftChange<Draft>;
  usedIds: readonly string[];
  offeredAt: (place: StepPosition) => readonly OfferedField[];
  onSelect: (stepId: string | null) => void;
  /** Selects a step and focuses its settings. */
  onOpen: (stepId: string) => void;
  /** Announces the change. */
  announce: (words: string) => void;
  /** Focuses a part of the canvas. */
  onFocus: (key: string) => void;
}

/** The actions on steps, with their dialogs. */
export function useStepActions({ draft, change, usedIds, offeredAt, onSelect, onOpen, announce, onFocus }: Around) {
  const [asked, setAsked] = useState<StepQuestion | null>(null);
  const { steps } = draft;
  const taken = () => new Set([...usedIds, ...idsOf(steps)]);
  const write = (next: DraftStep[]) => change((present) => ({ ...present, steps: next }));
  const where = (place: StepPosition) => positionText(steps, place, offeredAt(place));

  const move = (from: StepPosition, to: StepPosition | null) => {
    const step = stepAtPosition(steps, from);
    if (!step) return;
    if (!to || !mayMove(steps, from, to)) return announce(words.said.cannot(stepTitleOf(step)));
    write(moveStep(steps, from, to));
    announce(words.said.moved(stepTitleOf(step), where(to)));
    onFocus(stepKey(step.id));
  };
  const remove = (step: DraftStep) => {
    const place = positionOfStep(steps, step.id);
    if (!place) return;
    write(removeStep(steps, place));
    announce(words.said.removed(stepTitleOf(step)));
    onSelect(null);
    onFocus(gapKey(place));
  };
  const paste = (place: StepPosition, copied: DraftStep) => {
    const step = copyStep(copied, taken());
    write(insertStep(steps, place, step));
    announce(words.said.pasted(stepTitleOf(step), where(place)));
    onSelect(step.id);
    onFocus(stepKey(step.id));
  };
  const acts: StepActions = {
    add: (place) => setAsked({ kind: "add", place }),
    up: (step) => withPlace(steps, step, (place) => move(place, positionAbove(place))),
    down: (step) => withPlace(steps, step, (place) => move(place, positionBelow(steps, place))),
    moveTo: (step) => setAsked({ kind: "move", step }),
    duplicate: (step) =>
      withPlace(steps, step, (place) => {
        const copy = copyStep(step, taken());
        write(insertStep(steps, { ...place, at: place.at + 1 }, copy));
        announce(words.said.copied(stepTitleOf(step)));
        onSelect(copy.id);
        onFocus(stepKey(copy.id));
      }),
    copy: (step) => {
      writeClipboard(step);
      announce(words.said.taken(stepTitleOf(step)));
    },
    paste: (step, copied) => withPlace(steps, step, (place) => paste({ ...place, at: place.at + 1 }, copied)),
    remove: (step) => (stepsBelow(step) > 0 ? setAsked({ kind: "remove", step }) : remove(step)),
  };

  return {
    acts,
    move,
    /** Handles Ctrl+C on a step: the clipboard gets it as text, so that another window can paste it. */
    copyTo: (step: DraftStep, clipboard: DataTransfer) => {
      clipboard.setData("text/plain", writeCopiedStep(step));
      acts.copy(step);
    },
    /** Handles Ctrl+V; `place` is where the pasted step goes. */
    pasteFrom: (place: StepPosition, clipboard: DataTransfer) => {
      const copied = readCopiedStep(clipboard.getData("text/plain"));
      if (copied) paste(place, copied);
      else toast(words.said.noStep, true);
    },
    find: () => setAsked({ kind: "find" }),
    asked,
    answer: {
      leave: () => setAsked(null),
      find: (stepId: string) => {
        setAsked(null);
        onSelect(stepId);
        onFocus(stepKey(stepId));
      },
      add: (place: StepPosition, type: string) => {
        setAsked(null);
        const step = newStep(type, taken());
        write(insertStep(steps, place, step));
        announce(words.said.added(stepTitleOf(step), where(place)));
        onOpen(step.id);
      },
      paste: (place: StepPosition, copied: DraftStep) => {
        setAsked(null);
        paste(place, copied);
      },
      move: (step: DraftStep, path: string) => {
        setAsked(null);
        const to = insertPositions(steps).find((place) => pathOfPosition(place) === path);
        withPlace(steps, step, (from) => move(from, to ?? null));
      },
      remove: (step: DraftStep) => {
        setAsked(null);
        remove(step);
      },
    },
    steps,
    offeredAt,
    /** The places that a step can move to. */
    placesFor: (step: DraftStep) => {
      const from = positionOfStep(steps, step.id);
      return from
        ? insertPositions(steps)
            .filter((to) => mayMove(steps, from, to))
            .map((to) => ({
              key: pathOfPosition(to),
              label: `${"\u2003".repeat(to.within.length)}${capital(where(to))}`,
            }))
        : [];
    },
    lineOf: (step: DraftStep) =>
      withPlace(steps, step, (place) => stepLineOf(step, offeredAt(place))) ?? stepTitleOf(step),
  };
}

function withPlace<T>(steps: readonly DraftStep[], step: DraftStep, act: (place: StepPosition) => T): T | undefined {
  const place = positionOfStep(steps, step.id);
  return place ? act(place) : undefined;
}
const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);
