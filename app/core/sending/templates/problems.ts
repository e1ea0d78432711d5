import { nearest } from "#core/conditions/nearest.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { checkTemplate } from "./engine.ts";
import { unknownNames } from "./variables.ts";

/** A problem of a template that the merchant can fix. */
export type TemplateProblem =
  /** An unknown variable, with the fields most similar to it. */
  | { kind: "unknown"; name: string; meant: readonly OfferedField[] }
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
  /** Single braces around a name. */
  | { kind: "single"; name: string }
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

/** "{ customer.first_name }" renders unchanged, braces included. */
const SINGLE_BRACES = /(?<!\{)\{\s*([a-z_]+(?:\.[a-z_]+)+)\s*\}(?!\})/g;

const readLiquidError = (message: string): TemplateProblem =>
  liquidErrors.flatMap(([words, toProblem]) =>
    words.exec(message)?.[1] === undefined ? [] : [toProblem(words.exec(message)?.[1] ?? "")],
  )[0] ?? { kind: "other", detail: message };

/** Names in single braces: the template parses, but the name renders as text. */
export const singleBracesIn = (source: string): string[] =>
  [...source.matchAll(SINGLE_BRACES)].map(([, name = ""]) => name);

/** All problems of a template: the parse error, or else its single braces and unknown variables. */
export function templateProblemsOf(source: string, offered: readonly OfferedField[]): TemplateProblem[] {
  const message = checkTemplate(source);
  if (message !== null) return [readLiquidError(message)];
  return [
    ...singleBracesIn(source).map((name): TemplateProblem => ({ kind: "single", name })),
    ...unknownNames(source, offered).map((name): TemplateProblem => ({
      kind: "unknown",
      name,
      meant: suggestionsFor(name, offered),
    })),
  ];
}

/** Replaces single braces around names with double braces. */
export const withDoubleBraces = (source: string): string => source.replace(SINGLE_BRACES, "{{ $1 }}");

const suggestionsFor = (name: string, offered: readonly OfferedField[]): OfferedField[] =>
  nearest(
    name,
    offered.map(({ path }) => path),
  ).flatMap((path) => offered.find((field) => field.path === path) ?? []);

/** Renames a variable everywhere in the Liquid tags of a template. */
export const renameVariable = (source: string, name: string, to: string): string => {
  const whole = new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w.])`, "g");
  return source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replace(whole, to));
};
