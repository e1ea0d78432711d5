const MAX_UNDO = 200;

/** An undo history: the document with its past and undone states. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** The edited target, such as one field; consecutive changes to it undo together. */
  target: string | null;
}

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], target: null });

/**
 * Records a change.
 * @param target the edited target; consecutive changes to the same target undo together. Null: undoes on its own.
 */
export function change<T>(history: History<T>, present: T, target: string | null = null): History<T> {
  if (Object.is(present, history.present)) return history;
  const continues = target !== null && target === history.target;
  return {
    past: continues ? history.past : [...history.past, history.present].slice(-MAX_UNDO),
    present,
    future: [],
    target,
  };
}

/** Ends the current edit, so that the next change undoes separately. */
export const settle = <T>(history: History<T>): History<T> =>
  history.target === null ? history : { ...history, target: null };

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, present, future, target: null }
    : { past: past.slice(0, -1), present: before, future: [present, ...future], target: null };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [next, ...later] = future;
  return next === undefined
    ? { past, present, future, target: null }
    : { past: [...past, present], present: next, future: later, target: null };
}
