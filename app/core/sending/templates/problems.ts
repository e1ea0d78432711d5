import type { OfferedField } from "#core/automations/fields.ts";
import { checkTemplate } from "./engine.ts";
import { outsideTags } from "../look-alikes.ts";
import { fieldsMeantBy } from "./merge-tags.ts";
import { checkWording, type TemplateUse, type WordingProblem } from "./wording.ts";
import { notMadeBefore, unknownNames } from "./variables.ts";

/** A problem of a template that the merchant can fix. */
export type TemplateProblem =
  /** An unknown variable, with the fields most similar to it. */
  | { kind: "unknown"; name: string; meant: readonly OfferedField[] }
  /** The output of a step that does not come before. `said` completes the sentence. */
  | { kind: "notMade"; name: string; said: string }
  /** An unknown Liquid filter. */
  | { kind: "filter"; name: string }
  /** An opening brace without its closing brace. */
  | { kind: "unclosed"; found: string }
  /** A block, such as "if", without its end tag. */
  | { kind: "endless"; name: string }
  /** An unknown tag, or an end or else tag without its block. */
  | { kind: "tag" | "stray"; name: string }
  /** Typographic quotation marks, which Liquid does not accept. */
  | { kind: "curly"; found: string }
  /** Empty braces. */
  | { kind: "empty" }
  | WordingProblem
  /** A tag that would read another template. */
  | { kind: "file"; name: string }
  /** Longer than a template may be, brackets or tags nested too deep, or more work than one text may take. */
  | { kind: "long" | "nested" | "work" }
  /** Any other problem, with LiquidJS's message. */
  | { kind: "other"; detail: string };

/** The error messages of LiquidJS and of our limits; the first group captures the name or text at fault. */
const liquidErrors: readonly [RegExp, (found: string) => TemplateProblem][] = [
  [/^cannot use \{% (\w+) %\}/, (name) => ({ kind: "file", name })],
  [/^(is longer) /, () => ({ kind: "long" })],
  [/^(nests tags|has more than \d+ opening) /, () => ({ kind: "nested" })],
  [/^(takes more|makes a list|works through|puts lists|comes out longer) /, () => ({ kind: "work" })],
  [/undefined filter: (\w+)/, (name) => ({ kind: "filter", name })],
  [
    /(?:output|tag) "?(.+?)"? not closed, line/,
    (found) =>
      /^\{%-?\s*\w+.*%\}$/s.test(found)
        ? { kind: "endless", name: /\w+/.exec(found)?.[0] ?? found }
        : { kind: "unclosed", found },
  ],
  [/tag "(\w+)" not found/, (name) => ({ kind: /^(end|els)/.test(name) ? "stray" : "tag", name })],
  [/unexpected character "([‘’“”].*?)"?, line/, (found) => ({ kind: "curly", found })],
  [/invalid value expression: "([^"]*[‘’“”].*?)", line/, (found) => ({ kind: "curly", found })],
  [/invalid value expression: "(\s*)"/, () => ({ kind: "empty" })],
];

const readLiquidError = (message: string): TemplateProblem =>
  liquidErrors.flatMap(([words, toProblem]) =>
    words.exec(message)?.[1] === undefined ? [] : [toProblem(words.exec(message)?.[1] ?? "")],
  )[0] ?? { kind: "other", detail: message };

/**
 * All problems of a template: the parse error, or else its unknown variables and what would come out as nonsense.
 * @param use where the template stands
 */
export function templateProblemsOf(
  source: string,
  offered: readonly OfferedField[],
  use: TemplateUse = {},
): TemplateProblem[] {
  const message = checkTemplate(source);
  if (message !== null) return [readLiquidError(message)];
  return [
    ...unknownNames(source, offered).map((name): TemplateProblem => {
      const said = notMadeBefore(name);
      return said === null
        ? { kind: "unknown", name, meant: fieldsMeantBy(name, offered) }
        : { kind: "notMade", name, said };
    }),
    ...checkWording(source, offered, use).problems,
  ];
}

const syntaxKinds: ReadonlySet<TemplateProblem["kind"]> = new Set([
  "unknown",
  "notMade",
  "filter",
  "unclosed",
  "endless",
  "tag",
  "stray",
  "curly",
  "empty",
  "file",
  "long",
  "nested",
  "work",
  "other",
]);

export const isWordingProblem = (problem: TemplateProblem): problem is WordingProblem => !syntaxKinds.has(problem.kind);

/** Doubles the braces around a name, outside of tags. */
export const withDoubleBraces = (source: string, name: string): string =>
  outsideTags(source, (text) =>
    text.replace(new RegExp(`\\{\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*\\}`, "g"), `{{ ${name} }}`),
  );

/** Renames a variable everywhere in the Liquid tags of a template. */
export const renameVariable = (source: string, name: string, to: string): string => {
  const whole = new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w.])`, "g");
  return source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replace(whole, to));
};
