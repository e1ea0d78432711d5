import { showCount, showNumber } from "../number.ts";

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** The editor of a text. */
export const message = {
  variable: "Insert a detail",
  variableFind: "Find a detail",
  variableNone: "Nothing here is called that.",
  fallback: "If it is not known, write",
  fallbackHelp: "Leave empty to write nothing.",
  insert: "Insert",
  back: "Back to the list",
  preview: "Preview",
  previewFor: "As read by",
  /** A customer with what happened and when, and one who does not exist. */
  sample: (who: string, what: string, when: string) => [who, what, when].filter(Boolean).join(", "),
  sampleOrder: (name: string) => `order ${name}`,
  sampleNobody: "Someone without a name",
  sampleMadeUp: (who: string) => `${who}, made up`,
  first: "As the first text to this customer",
  firstHelp: "The first text names your shop and says how to opt out. Shopbell adds what your words leave out.",
  nothing: "What you write appears here.",
  unreadable: "There is no preview until the text can be read.",
  phone: "The text as it reads on a phone",
  email: "The e-mail as it reads",
  size: {
    segments: (count: number) => showCount(count, "segment", "segments"),
    characters: (count: number, room: number) => `${showNumber(count)} of ${showNumber(room)} characters`,
    credits: (count: number) => showCount(count, "credit", "credits"),
    notBegun: "Its length and its price are shown while you write.",
    none: "no number to send to",
    emailCharacters: (count: number) => showCount(count, "character", "characters"),
  },
  links: (count: number, characters: number) =>
    `${showCount(count, "link takes", "links take")} ${showCount(characters, "character", "characters")} of it.`,
  tracked: "Links to your store are made short, and who follows them is counted.",
  odd: {
    title: (characters: readonly string[]) =>
      `${listed(characters.map((one) => `“${one}”`))} ${characters.length === 1 ? "makes" : "make"} this text longer`,
    dearer: (now: number, then: number) =>
      `With any such character only 70 fit into a segment, not 160: the text takes ${showCount(now, "segment", "segments")} ` +
      `instead of ${showNumber(then)}.`,
    room: "It takes no more segments yet, but only 70 characters fit into one then, not 160.",
    inData: (characters: readonly string[]) =>
      `${listed(characters.map((one) => `“${one}”`))} ${characters.length === 1 ? "comes" : "come"} ` +
      "with this customer’s details, not from your words. It costs more only where such details hold it.",
    fix: "Use plain characters",
    leaveOut: ([first, ...others]: readonly string[], isBesides: boolean) =>
      `Leave ${others.length === 0 ? `“${first}”` : "them"} out${isBesides ? " too" : ""}`,
    left: (characters: readonly string[]) => `Nothing plain looks like ${listed(characters.map((one) => `“${one}”`))}.`,
  },
  longest: {
    fits: (now: number) =>
      `It stays at ${showCount(now, "segment", "segments")} with long names and long product titles.`,
    more: (now: number, then: number) =>
      `With long names and long product titles it takes ${showCount(then, "segment", "segments")}, not ${showNumber(now)}.`,
    over: "With long names and long product titles it is too long to be sent.",
  },
  faults: {
    unknown: (name: string) => `Nothing here is called “${name}”, so nothing would stand in its place.`,
    useInstead: (label: string) => `Use ${label}`,
    filter: (name: string) => `“${name}” after “|” is not known. Remove it, or insert the detail again from the list.`,
    unclosed: (found: string) => `“${found}” is not closed. End it with }}, or %} for a block.`,
    endless: (name: string) => `“{% ${name} %}” has no end. Write {% end${name} %} where it ends.`,
    tag: (name: string) => `“{% ${name} %}” is not known. Remove it.`,
    stray: (name: string) => `“{% ${name} %}” belongs to nothing before it. Remove it, or open the block first.`,
    curly: "Curly quotes cannot stand inside braces. Use straight ones.",
    curlyFix: "Use straight quotes",
    empty: "There is nothing between the braces. Insert a detail from the list, or remove them.",
    single: (name: string) => `“{ ${name} }” would be sent as it stands. Use two braces on each side.`,
    singleFix: "Add the braces",
    other: (line: string | null) =>
      `${line === null ? "This" : `Line ${line}`} cannot be read. Look at what stands between ` +
      "the braces there, or insert the detail again from the list.",
  },
  checking: "Counting …",
};
