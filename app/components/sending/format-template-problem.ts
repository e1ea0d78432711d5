import { withStraightQuotes } from "#core/sending/look-alikes.ts";
import { replaceMergeTag } from "#core/sending/templates/merge-tags.ts";
import { renameVariable, withDoubleBraces, type TemplateProblem } from "#core/sending/templates/problems.ts";
import { defaultFallback, snippetOf } from "#core/sending/templates/snippet.ts";
import { text } from "#text/en.ts";
import { asSentence } from "#text/sentence.ts";

const words = text.message.faults;

/** Mends a template. Takes the template as it is when the button is pressed, which may be newer than the problem. */
export type Mend = (source: string) => string;

/** A template problem, and its fixes. */
export interface ShownTemplateProblem {
  said: string;
  remedies: readonly { label: string; mend: Mend }[];
}
type ProblemText = Pick<ShownTemplateProblem, "said"> & Partial<ShownTemplateProblem>;

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
    curly: () => ({ said: words.curly, remedies: [{ label: words.curlyFix, mend: withStraightQuotes }] }),
    empty: () => ({ said: words.empty }),
    single: ({ name }) => ({
      said: words.single(name),
      remedies: [{ label: words.singleFix, mend: (source) => withDoubleBraces(source, name) }],
    }),
    notMade: ({ said }) => ({ said: asSentence(said) }),
    merge: ({ found, meant: [field] }) => ({
      said: words.merge(found, field ? field.label : null),
      remedies: field
        ? [
            {
              label: words.useInstead(field.label),
              mend: (source) => replaceMergeTag(source, found, snippetOf(field, defaultFallback(field))),
            },
          ]
        : [],
    }),
    braces: ({ found }) => ({ said: words.braces(found) }),
    placeholder: () => ({ said: words.placeholder }),
    tooLong: ({ segments, characters }) => ({ said: words.tooLong(segments, characters) }),
    nothing: () => ({ said: words.nothing }),
    broken: ({ found }) => ({ said: words.broken(found) }),
    zero: () => ({ said: words.zero }),
    object: () => ({ said: words.object }),
    date: ({ found }) => ({ said: words.date(found) }),
    directive: ({ found }) => ({ said: words.directive(found) }),
    failing: ({ detail }) => ({ said: words.failing(detail) }),
    file: ({ name }) => ({ said: words.file(name) }),
    long: () => ({ said: words.long }),
    nested: () => ({ said: words.nested }),
    work: () => ({ said: words.work }),
    other: ({ detail }) => ({ said: words.other(/line:(\d+)/.exec(detail)?.[1] ?? null) }),
  };

export function formatTemplateProblem(fault: TemplateProblem): ShownTemplateProblem {
  const { said, remedies = [] } = (problemTexts[fault.kind] as (fault: TemplateProblem) => ProblemText)(fault);
  return { said, remedies };
}
