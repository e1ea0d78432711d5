import { useState } from "react";
import { toast } from "#components/browser/app-bridge.ts";
import { readCopiedSteps, writeCopiedSteps } from "#core/automations/edit/copied-steps.ts";
import { idsOf, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";
import { copySteps, newStep, stepsBelow } from "#core/automations/edit/new-step.ts";
import {
  blockOfOne,
  positionAbove,
  positionBelow,
  insertPositions,
  isSameList,
  pathOfPosition,
  positionOfStep,
  stepsOfBlock,
  type StepBlock,
  type StepPosition,
} from "#core/automations/edit/place.ts";
import { insertSteps, mayMove, moveSteps, removeSteps } from "#core/automations/edit/tree.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { text } from "#text/en.ts";
import type { PastePlace, StepActions } from "./flow-context.ts";
import { gapKey, stepKey } from "./layout.ts";
import { writeClipboard } from "./step-clipboard.ts";
import { positionText, stepLineOf, stepsTitleOf } from "./step-words.ts";
import type { DraftChange } from "./use-history.ts";

const words = text.editor;

/** An open dialog of a step action. */
type StepQuestion =
  | { kind: "find" }
  | { kind: "add"; place: StepPosition }
  | { kind: "move"; block: StepBlock }
  | { kind: "remove"; block: StepBlock };

interface Around {
  draft: Draft;
  change: DraftChange<Draft>;
  usedIds: readonly string[];
  offeredAt: (place: StepPosition) => readonly OfferedField[];
  /** The selected steps. */
  selected: StepBlock | null;
  onSelect: (steps: readonly Pick<DraftStep, "id">[]) => void;
  /** Selects a step and focuses its settings. */
  onOpen: (stepId: string) => void;
  /** Announces the change. */
  announce: (words: string) => void;
  /** Focuses a part of the canvas. */
  onFocus: (key: string) => void;
}

/** The actions on steps, with their dialogs. On one of several selected steps, an action is on all of them. */
export function useStepActions(around: Around) {
  const { draft, change, usedIds, offeredAt, selected, onSelect, onOpen, announce, onFocus } = around;
  const [asked, setAsked] = useState<StepQuestion | null>(null);
  const { steps } = draft;
  const taken = () => new Set([...usedIds, ...idsOf(steps)]);
  const write = (next: DraftStep[]) => change((present) => ({ ...present, steps: next }));
  const where = (place: StepPosition) => positionText(steps, place, offeredAt(place));
  const endOf = ({ within, at, count }: StepBlock): StepPosition => ({ within, at: at + count });

  const blockAt = (place: StepPosition): StepBlock =>
    selected && isSameList(place, selected) && place.at >= selected.at && place.at < selected.at + selected.count
      ? selected
      : blockOfOne(place);
  const withBlock = <T>(step: DraftStep, act: (block: StepBlock) => T): T | undefined => {
    const place = positionOfStep(steps, step.id);
    return place ? act(blockAt(place)) : undefined;
  };

  const move = (from: StepBlock, to: StepPosition | null, focused?: DraftStep) => {
    const moved = stepsOfBlock(steps, from);
    const [first] = moved;
    if (!first) return;
    if (!to || !mayMove(steps, from, to)) return announce(words.said.cannot(stepsTitleOf(moved)));
    write(moveSteps(steps, from, to));
    announce(words.said.moved(stepsTitleOf(moved), where(to)));
    onFocus(stepKey((focused ?? first).id));
  };
  const remove = (block: StepBlock) => {
    write(removeSteps(steps, block));
    announce(words.said.removed(stepsTitleOf(stepsOfBlock(steps, block))));
    onSelect([]);
    onFocus(gapKey(block));
  };
  /** Inserts copies of steps and selects them. */
  const insertCopies = (place: StepPosition, copied: readonly DraftStep[], tell: (what: string) => string) => {
    const copies = copySteps(copied, taken());
    write(insertSteps(steps, place, copies));
    announce(tell(stepsTitleOf(copied)));
    onSelect(copies);
    onFocus(stepKey(copies[0]?.id ?? ""));
  };
  const paste = (place: StepPosition, copied: readonly DraftStep[]) =>
    insertCopies(place, copied, (what) => words.said.pasted(what, where(place)));

  const acts: StepActions = {
    add: (place) => setAsked({ kind: "add", place }),
    up: (step) => withBlock(step, (block) => move(block, positionAbove(block), step)),
    down: (step) => withBlock(step, (block) => move(block, positionBelow(steps, block), step)),
    moveTo: (step) => withBlock(step, (block) => setAsked({ kind: "move", block })),
    duplicate: (step) =>
      withBlock(step, (block) => insertCopies(endOf(block), stepsOfBlock(steps, block), words.said.copied)),
    copy: (step) =>
      withBlock(step, (block) => {
        const copied = stepsOfBlock(steps, block);
        writeClipboard(copied);
        announce(words.said.taken(stepsTitleOf(copied)));
      }),
    paste: (step, copied) => withBlock(step, (block) => paste(endOf(block), copied)),
    remove: (step) =>
      withBlock(step, (block) =>
        block.count > 1 || stepsBelow(step) > 0 ? setAsked({ kind: "remove", block }) : remove(block),
      ),
  };

  return {
    acts,
    /** Moves the step at a position, and those that are selected with it. */
    move: (from: StepPosition, to: StepPosition) => move(blockAt(from), to),
    mayMove: (from: StepPosition, to: StepPosition) => mayMove(steps, blockAt(from), to),
    /** Handles Ctrl+C on a step: the clipboard gets it as text, so that another window can paste it. */
    copyTo: (step: DraftStep, clipboard: DataTransfer) => {
      withBlock(step, (block) => clipboard.setData("text/plain", writeCopiedSteps(stepsOfBlock(steps, block))));
      acts.copy(step);
    },
    /** Handles Ctrl+V. */
    pasteFrom: (to: PastePlace, clipboard: DataTransfer) => {
      const copied = readCopiedSteps(clipboard.getData("text/plain"));
      if (!copied) toast(words.said.noStep, true);
      else if ("at" in to) paste(to.at, copied);
      else acts.paste(to.below, copied);
    },
    find: () => setAsked({ kind: "find" }),
    asked,
    answer: {
      leave: () => setAsked(null),
      find: (id: string) => {
        setAsked(null);
        onSelect([{ id }]);
        onFocus(stepKey(id));
      },
      add: (place: StepPosition, type: string) => {
        setAsked(null);
        const step = newStep(type, taken());
        write(insertSteps(steps, place, [step]));
        announce(words.said.added(stepsTitleOf([step]), where(place)));
        onOpen(step.id);
      },
      paste: (place: StepPosition, copied: readonly DraftStep[]) => {
        setAsked(null);
        paste(place, copied);
      },
      move: (block: StepBlock, path: string) => {
        setAsked(null);
        move(block, insertPositions(steps).find((place) => pathOfPosition(place) === path) ?? null);
      },
      remove: (block: StepBlock) => {
        setAsked(null);
        remove(block);
      },
    },
    steps,
    offeredAt,
    /** The places that a block can move to. */
    placesFor: (block: StepBlock) =>
      insertPositions(steps)
        .filter((to) => mayMove(steps, block, to))
        .map((to) => ({
          key: pathOfPosition(to),
          label: `${"\u2003".repeat(to.within.length)}${capital(where(to))}`,
        })),
    /** A block in a dialog's title: the line of its step, or the number of its steps. */
    lineOf: (block: StepBlock): string => {
      const named = stepsOfBlock(steps, block);
      const [only] = named;
      return only && named.length === 1 ? words.namedSteps([stepLineOf(only, offeredAt(block))]) : stepsTitleOf(named);
    },
    stepsOf: (block: StepBlock) => stepsOfBlock(steps, block),
  };
}

const capital = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);
