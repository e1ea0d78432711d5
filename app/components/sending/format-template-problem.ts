import { withPlainCharacters } from "#core/sending/look-alikes.ts";
import { renameVariable, withDoubleBraces, type TemplateProblem } from "#core/sending/templates/problems.ts";
import { text } from "#text/en.ts";

const words = text.message.faults;

interface Told {
  said: string;
  remedies?: readonly { label: string; mend: (source: string) => string }[];
}

/** A fault in words, and the text as it would be with each remedy. */
export interface ShownTemplateProblem {
  said: string;
  remedies: readonly { label: string; source: string }[];
}

/** How each fault is told, and what may be done about it at once. */
const told: { [K in TemplateProblem["kind"]]: (fault: Extract<TemplateProblem, { kind: K }>) => Told } = {
  unknown: ({ name, meant }) => ({
    said: words.unknown(name),
    remedies: meant.map(({ path, label }) => ({
      label: words.useInstead(label),
      mend: (source) => renameVariable(source, name, path),
    })),
  }),
  filter: ({ name }) => ({ said: words.filter(name) }),
  unclosed: ({ found }) => ({ said: words.unclosed(found) }),
  endless: ({ name }) => ({ said: words.endless(name) }),
  tag: ({ name }) => ({ said: words.tag(name) }),
  stray: ({ name }) => ({ said: words.stray(name) }),
  curly: () => ({ said: words.curly, remedies: [{ label: words.curlyFix, mend: withPlainCharacters }] }),
  empty: () => ({ said: words.empty }),
  single: ({ name }) => ({ said: words.single(name), remedies: [{ label: words.singleFix, mend: withDoubleBraces }] }),
  other: ({ detail }) => ({ said: words.other(/line:(\d+)/.exec(detail)?.[1] ?? null) }),
};

export function formatTemplateProblem(fault: TemplateProblem, source: string): ShownTemplateProblem {
  const { said, remedies = [] } = (told[fault.kind] as (fault: TemplateProblem) => Told)(fault);
  return { said, remedies: remedies.map(({ label, mend }) => ({ label, source: mend(source) })) };
}
