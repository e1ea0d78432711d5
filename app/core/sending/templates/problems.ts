import { nearest } from "#core/conditions/nearest.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { checkTemplate } from "./engine.ts";
import { unknownNames } from "./variables.ts";

/** What a text gets wrong, for a person to put right. */
export type TemplateProblem =
  /** Something nobody would fill in, and the names most like it. */
  | { kind: "unknown"; name: string; meant: readonly OfferedField[] }
  /** A word after "|" that Liquid does not know. */
  | { kind: "filter"; name: string }
  /** Braces that are opened and not closed. */
  | { kind: "unclosed"; found: string }
  /** A block, such as "if", without its end. */
  | { kind: "endless"; name: string }
  /** A tag that there is not, or that closes or continues what was not opened. */
  | { kind: "tag" | "stray"; name: string }
  /** Quotation marks as typographers set them, which Liquid does not take for any. */
  | { kind: "curly"; found: string }
  /** Braces with nothing in them. */
  | { kind: "empty" }
  /** One brace on each side of a name where there should be two. */
  | { kind: "single"; name: string }
  /** Anything else, in the engine's own words. */
  | { kind: "other"; detail: string };

/** How the engine puts each fault; the first group is what it is about. */
const told: readonly [RegExp, (found: string) => TemplateProblem][] = [
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

/** "{ customer.first_name }": goes out as it stands, braces and all. */
const SINGLE = /(?<!\{)\{\s*([a-z_]+(?:\.[a-z_]+)+)\s*\}(?!\})/g;

const readFault = (message: string): TemplateProblem =>
  told.flatMap(([words, fault]) =>
    words.exec(message)?.[1] === undefined ? [] : [fault(words.exec(message)?.[1] ?? "")],
  )[0] ?? { kind: "other", detail: message };

/** Names in one brace on each side: the text can be read, but what goes out is not what was meant. */
export const singleBracesIn = (source: string): string[] => [...source.matchAll(SINGLE)].map(([, name = ""]) => name);

/** All that a text gets wrong: what keeps it from being read at all, or else the names in it that are nobody's. */
export function templateProblemsOf(source: string, offered: readonly OfferedField[]): TemplateProblem[] {
  const message = checkTemplate(source);
  if (message !== null) return [readFault(message)];
  return [
    ...singleBracesIn(source).map((name): TemplateProblem => ({ kind: "single", name })),
    ...unknownNames(source, offered).map((name): TemplateProblem => ({
      kind: "unknown",
      name,
      meant: meantBy(name, offered),
    })),
  ];
}

/** A text with two braces wherever one stood around a name. */
export const withDoubleBraces = (source: string): string => source.replace(SINGLE, "{{ $1 }}");

const meantBy = (name: string, offered: readonly OfferedField[]): OfferedField[] =>
  nearest(
    name,
    offered.map(({ path }) => path),
  ).flatMap((path) => offered.find((field) => field.path === path) ?? []);

/** A text with one name written otherwise wherever Liquid reads it. */
export const renameVariable = (source: string, name: string, to: string): string => {
  const whole = new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w.])`, "g");
  return source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replace(whole, to));
};
