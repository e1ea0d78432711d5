import { useEffect, useState } from "react";
import type { AnalysedTemplate, TemplateAnalysis } from "./analyse-template.ts";

/** Debounce of the analysis. */
const TYPING_RESTS_MS = 200;

/**
 * The latest analysis of a template. Its code is loaded on first use, because it is as large as the rest of the page.
 */
export function useAnalysis(analysed: AnalysedTemplate): TemplateAnalysis | null {
  const [analysis, setAnalysis] = useState<TemplateAnalysis | null>(null);
  const { source, values, timezone, now, offered, channel, kind, firstMarketing, links, plainValues, language } =
    analysed;
  useEffect(() => {
    let open = true;
    const timer = setTimeout(async () => {
      const { analyseTemplate } = await import("./analyse-template.ts");
      if (open)
        setAnalysis(
          analyseTemplate({
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
            language,
          }),
        );
    }, TYPING_RESTS_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [source, values, timezone, now, offered, channel, kind, firstMarketing, links, plainValues, language]);
  return analysis;
}
