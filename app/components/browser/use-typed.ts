import { useEffect, useRef, useState } from "react";

/** Debounce of a search. */
const TYPING_RESTS_MS = 350;

/** A debounced text field; a new value from outside replaces the text. */
export function useTyped(value: string, onRest: (typed: string) => void) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onRest);
  tell.current = onRest;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      tell.current(typed);
    }, TYPING_RESTS_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, type: setTyped };
}
