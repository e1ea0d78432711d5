import { useEffect, useState } from "react";
import type { Analysed, Analysis } from "./analyse.ts";

/** Typing rests this long before the text is looked at. */
const TYPING_RESTS_MS = 200;

/**
 * What is told of a text: what was found last, until typing has rested and the new is known. What finds it is loaded
 * when it is first needed, for it is as large as the rest of the page.
 */
export function useAnalysis(analysed: Analysed): Analysis | null {
  const [analysis, setAnalysis] = useState<Analysis | null>(null);
  const { source, values, timezone, now, offered, channel, kind, firstMarketing, links } = analysed;
  useEffect(() => {
    let open = true;
    const timer = setTimeout(async () => {
      const { analyse } = await import("./analyse.ts");
      if (open) setAnalysis(analyse({ source, values, timezone, now, offered, channel, kind, firstMarketing, links }));
    }, TYPING_RESTS_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [source, values, timezone, now, offered, channel, kind, firstMarketing, links]);
  return analysis;
}
