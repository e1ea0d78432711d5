import { useEffect, useRef, useState } from "react";

/** Debounce of a search. */
const TYPING_RESTS_MS = 350;

/** A debounced text field; a new value from outside replaces the text. */
export function useTyped(value: string, onRest: (typed: string) => void) {
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);
  const report = useRef(onRest);
  report.current = onRest;
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = typed;
      report.current(typed);
    }, TYPING_RESTS_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, type: setTyped };
}
