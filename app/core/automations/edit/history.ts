const LONGEST = 200;

/** A document with what it was before, and what it was before that was undone. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last change was to; another to the same goes with it. */
  touched: string | null;
}

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], touched: null });

/**
 * @param to what is being written, such as one field: changes to it in a row are undone together. Null stands for
 * itself.
 */
export function change<T>(history: History<T>, present: T, to: string | null = null): History<T> {
  if (Object.is(present, history.present)) return history;
  const goesOn = to !== null && to === history.touched;
  return {
    past: goesOn ? history.past : [...history.past, history.present].slice(-LONGEST),
    present,
    future: [],
    touched: to,
  };
}

/** What was being written is done: the next change is one of its own. */
export const settle = <T>(history: History<T>): History<T> =>
  history.touched === null ? history : { ...history, touched: null };

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, present, future, touched: null }
    : { past: past.slice(0, -1), present: before, future: [present, ...future], touched: null };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [next, ...later] = future;
  return next === undefined
    ? { past, present, future, touched: null }
    : { past: [...past, present], present: next, future: later, touched: null };
}
