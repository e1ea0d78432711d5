import { useCallback, useReducer } from "react";
import { begin, change, redo, settle, undo, type History } from "#core/automations/edit/history.ts";

/** Changes the document. Consecutive changes to the same target undo together. */
export type DraftChange<T> = (write: (present: T) => T, to?: string | null) => void;

/** A document with undo and redo. */
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
