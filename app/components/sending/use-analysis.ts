import { useEffect, useRef, useState } from "react";
import type { AnalysedTemplate, TemplateAnalysis } from "./analyse-template.ts";

/** Debounce of the analysis. */
const TYPING_RESTS_MS = 200;

/**
 * The latest analysis of a template. Its code is loaded on first use, because it is as large as the rest of the page.
 */
export function useAnalysis(analysed: AnalysedTemplate): {
  /** Of the last source that was analysed; null before the first. */
  analysis: TemplateAnalysis | null;
  /** Applies a fix of this analysis, unless the source has changed since. The next analysis then comes at once. */
  fix: (fixed: string, onChange: (source: string) => void) => void;
} {
  const [done, setDone] = useState<{ of: string; analysis: TemplateAnalysis } | null>(null);
  const rests = useRef(TYPING_RESTS_MS);
  const { source, values, timezone, now, offered, channel, kind, firstMarketing, links, plainValues } = analysed;
  useEffect(() => {
    let open = true;
    const timer = setTimeout(async () => {
      const { analyseTemplate } = await import("./analyse-template.ts");
      if (open)
        setDone({
          of: source,
          analysis: analyseTemplate({
            source,
            values,
            timezone,
            now,
            offered,
            channel,
            kind,
            firstMarketing,
            links,
            plainValues,
          }),
        });
    }, rests.current);
    rests.current = TYPING_RESTS_MS;
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [source, values, timezone, now, offered, channel, kind, firstMarketing, links, plainValues]);
  const fix = (fixed: string, onChange: (changed: string) => void) => {
    if (done?.of !== source) return;
    rests.current = 0;
    onChange(fixed);
  };
  return { analysis: done?.analysis ?? null, fix };
}
