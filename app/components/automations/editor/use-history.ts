import { useCallback, useReducer } from "react";
import { begin, change, redo, settle, undo, type History } from "#core/automations/edit/history.ts";

/** How a document is written anew, and what of it: changes to the same in a row are undone together. */
export type DraftChange<T> = (write: (present: T) => T, to?: string | null) => void;

/** A document whose changes can be undone. */
export function useHistory<T>(initial: T) {
  const [history, step] = useReducer(
    (before: History<T>, move: (history: History<T>) => History<T>) => move(before),
    initial,
    begin,
  );
  return {
    present: history.present,
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
    change: useCallback<DraftChange<T>>(
      (write, to = null) => step((before) => change(before, write(before.present), to)),
      [],
    ),
    settle: useCallback(() => step(settle), []),
    undo: useCallback(() => step(undo), []),
    redo: useCallback(() => step(redo), []),
  };
}

export type Editing<T> = ReturnType<typeof useHistory<T>>;
