import { withPlainCharacters } from "#core/sending/look-alikes.ts";
import { renameVariable, withDoubleBraces, type TemplateProblem } from "#core/sending/templates/problems.ts";
import { text } from "#text/en.ts";

const words = text.message.faults;

interface ProblemText {
  said: string;
  remedies?: readonly { label: string; mend: (source: string) => string }[];
}

/** A template problem, and the template after each fix. */
export interface ShownTemplateProblem {
  said: string;
  remedies: readonly { label: string; source: string }[];
}

/** The message and fixes of each kind of problem. */
const problemTexts: { [K in TemplateProblem["kind"]]: (fault: Extract<TemplateProblem, { kind: K }>) => ProblemText } =
  {
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
    single: ({ name }) => ({
      said: words.single(name),
      remedies: [{ label: words.singleFix, mend: withDoubleBraces }],
    }),
    file: ({ name }) => ({ said: words.file(name) }),
    long: () => ({ said: words.long }),
    nested: () => ({ said: words.nested }),
    work: () => ({ said: words.work }),
    other: ({ detail }) => ({ said: words.other(/line:(\d+)/.exec(detail)?.[1] ?? null) }),
  };

export function formatTemplateProblem(fault: TemplateProblem, source: string): ShownTemplateProblem {
  const { said, remedies = [] } = (problemTexts[fault.kind] as (fault: TemplateProblem) => ProblemText)(fault);
  return { said, remedies: remedies.map(({ label, mend }) => ({ label, source: mend(source) })) };
}
