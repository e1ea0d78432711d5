import { useLayoutEffect, useRef, useState } from "react";

type Doings = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * The same functions for as long as the component lives, each doing what its newest namesake does: who is given them
 * need not be drawn anew.
 */
export function useStableCallback<T extends Doings>(newest: T): T {
  const now = useRef(newest);
  useLayoutEffect(() => {
    now.current = newest;
  });
  const [steady] = useState(
    () =>
      Object.fromEntries(
        Object.keys(newest).map((name) => [name, (...args: never[]) => now.current[name]?.(...args)]),
      ) as unknown as T,
  );
  return steady;
}
