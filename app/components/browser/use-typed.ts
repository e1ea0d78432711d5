import { useEffect, useRef, useState } from "react";

/** Typing rests this long before it is searched for. */
const TYPING_RESTS_MS = 350;

/** A text field whose value is told once typing rests; another value from outside replaces what was typed. */
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
