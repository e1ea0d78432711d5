import { useLayoutEffect, useRef, useState } from "react";

type Doings = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Functions with a stable identity that call the latest ones, so that their receivers do not render again. */
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
