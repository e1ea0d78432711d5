import { showCount, showNumber } from "../../number.ts";

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const US_AND_CANADA = "the US and Canada";

/** The editor of a text. */
export const message = {
  variable: "Insert variable",
  variableFind: "Search variables",
  variableNone: "No variables found.",
  emoji: {
    open: "Emoji",
    find: "Search emoji",
    none: "No emoji found.",
    all: "Emoji",
    dearer: (now: number, then: number) =>
      `With an emoji: ${showCount(then, "segment", "segments")} instead of ${showNumber(now)}. A segment then holds ` +
      "70 characters, not 160.",
    room: "No extra segment now. With an emoji a segment holds 70 characters, not 160.",
  },
  insertLink: {
    open: "Link",
    find: "Search links, products or type an address",
    none: "No links found.",
    address: "This address",
    about: "From the text's values",
    products: "Products",
    collections: "Collections",
    away: "Shopify does not answer at the moment, so products are not searched.",
    help: "Links to your store become short links, and clicks on them are counted.",
  },
  snippets: {
    open: "Snippets",
    find: "Search snippets",
    all: "Your snippets",
    starters: "Texts to begin with",
    none: "No snippets found.",
    empty: "You have no snippets of your own yet. They are words that your texts share, such as your address.",
    manage: "Manage snippets",
  },
  fallback: "Fallback text",
  fallbackHelp: "Used when the variable has no value. Leave empty to insert nothing.",
  insert: "Insert",
  back: "Back to the list",
  preview: "Preview",
  previewFor: "Preview as",
  /** A customer with the event and its time. */
  sample: (who: string, what: string, when: string) => [who, what, when].filter(Boolean).join(", "),
  sampleOrder: (name: string) => `order ${name}`,
  sampleNobody: "A customer without a name",
  sampleMadeUp: (who: string) => `${who}, made up`,
  first: "As the first text to this customer",
  firstHelp: "The first text names your shop and says how to opt out. Shopbell adds what your words leave out.",
  nothing: "What you write appears here.",
  unreadable: "There is no preview until the text can be read.",
  phone: "The text as it reads on a phone",
  email: "The email as it reads",
  size: {
    segments: (count: number) => showCount(count, "segment", "segments"),
    characters: (count: number, room: number) => `${showNumber(count)} of ${showNumber(room)} characters`,
    /** Where another name is meant than the country's own; most stores text in both the US and Canada, at one price. */
    places: { US: US_AND_CANADA, CA: US_AND_CANADA, GB: "the UK", NL: "the Netherlands" } as Readonly<
      Record<string, string>
    >,
    creditsIn: (count: number, place: string) => `${showCount(count, "credit", "credits")} in ${place}`,
    forThis: (count: number, place: string) => `${showNumber(count)} for this customer (${place})`,
    notServed: (place: string) => `not sent to this customer (${place})`,
    notBegun: {
      sms: "Its length and its price are shown while you write.",
      email: "Its length is shown while you write.",
    },
    none: "this customer has no number",
    emailCharacters: (count: number) => showCount(count, "character", "characters"),
  },
  links: (count: number, characters: number) =>
    `${showCount(count, "link takes", "links take")} ${showCount(characters, "character", "characters")} of it.`,
  tracked: "Links to your store are shortened, and their clicks are counted.",
  odd: {
    title: (characters: readonly string[]) =>
      `Emoji or special ${characters.length === 1 ? "character" : "characters"}: ${listed(characters.map((one) => `“${one}”`))}`,
    dearer: (now: number, then: number) =>
      `${showCount(now, "segment", "segments")} instead of ${showNumber(then)}: with such a character a segment ` +
      "holds 70 characters, not 160.",
    room: "No extra segment yet, but with such a character a segment holds 70 characters, not 160.",
    inData: (characters: readonly string[]) =>
      `${listed(characters.map((one) => `“${one}”`))} ${characters.length === 1 ? "comes" : "come"} ` +
      "from this customer’s data, not from your words. Only texts to such customers cost more.",
    fix: "Use plain characters",
    leaveOut: ([first, ...others]: readonly string[], isBesides: boolean) =>
      `Remove ${others.length === 0 ? `“${first}”` : "them"}${isBesides ? " too" : ""}`,
    left: (characters: readonly string[]) =>
      `${listed(characters.map((one) => `“${one}”`))} ${characters.length === 1 ? "has" : "have"} no plain replacement.`,
  },
  mms: {
    name: "MMS",
    length: (characters: number) => `${showNumber(characters)} of 1,600 characters`,
    others: (segments: number) =>
      `Outside the US and Canada the words go out alone, in ${showCount(segments, "segment", "segments")}.`,
    notHere: (country: string) => `Carriers in ${country} take no pictures: the words go out alone.`,
    cheaper: (credits: number) =>
      `An MMS costs less: with a picture this text takes ${showCount(credits, "credit", "credits")} in the US and Canada, however long it is.`,
  },
  longest: {
    fits: (now: number) =>
      `It stays at ${showCount(now, "segment", "segments")} with long names and long product titles.`,
    more: (now: number, then: number) =>
      `With long names and long product titles it takes ${showCount(then, "segment", "segments")}, not ${showNumber(now)}.`,
    over: "With long names and long product titles it is too long to be sent.",
  },
  faults: {
    unknown: (name: string) => `Unknown variable “${name}”. It would be left blank.`,
    useInstead: (label: string) => `Use ${label}`,
    filter: (name: string) =>
      `“${name}” after “|” is not known. Remove it, or insert the variable again from the list.`,
    unclosed: (found: string) => `“${found}” is not closed. End it with }}, or %} for a block.`,
    endless: (name: string) => `“{% ${name} %}” has no end. Write {% end${name} %} where it ends.`,
    tag: (name: string) => `“{% ${name} %}” is not known. Remove it.`,
    stray: (name: string) => `“{% ${name} %}” belongs to nothing before it. Remove it, or open the block first.`,
    curly: "Curly quotes cannot stand inside braces. Use straight ones.",
    curlyFix: "Use straight quotes",
    empty: "There is nothing between the braces. Insert a variable from the list, or remove them.",
    single: (name: string) => `“{ ${name} }” would be sent as it stands. Use two braces on each side.`,
    singleFix: "Add the braces",
    merge: (found: string, label: string | null) =>
      `“${found}” would be sent as it stands. ${label === null ? "Insert a variable from the list instead." : `Use the variable ${label} instead.`}`,
    braces: (found: string) => `“${found}” would be sent as it stands. Remove it, or open it before.`,
    placeholder: "This is still the sample text of a new automation. Write your own.",
    tooLong: (segments: number, characters: number) =>
      `The text is too long: ${showNumber(characters)} characters in ${showCount(segments, "segment", "segments")}. ` +
      "A text has at most 1,600 characters in 10 segments. Shorten it.",
    nothing: "The text comes out empty. Write some words.",
    broken: (found: string) => `The text would say “${found}”. Check the filters after “|”.`,
    zero: "It divides by zero, which comes out empty. Divide by another number.",
    object:
      "A list of items cannot be shown as a whole. Insert the variable “All product names”, or name a field of the items.",
    date: (found: string) => `“${found}” is not a date, and comes out as it stands. Use a date such as 2026-12-24.`,
    directive: (found: string) => `“${found}” is not a part of a date. Use one such as %B, %-d or %Y.`,
    failing: (detail: string) => `It cannot be sent: ${detail}.`,
    file: (name: string) =>
      `“{% ${name} %}” would read another template, and there are none. Write its content here instead.`,
    long: "It is longer than 10,000 characters. Shorten it.",
    nested: "Its brackets or blocks stand too deep inside one another. Write it more simply.",
    work: "Its loops or lists take more work than one message may. Shorten them.",
    other: (line: string | null) =>
      `${line === null ? "This" : `Line ${line}`} cannot be read. Check the text between ` +
      "the braces, or insert the variable again from the list.",
  },
  checking: "Counting …",
  languages: {
    language: "Language",
    add: "Add language",
    addOne: (language: string) => `Add ${language}`,
    remove: (language: string) => `Remove ${language}`,
    default: (language: string) => `Default (${language})`,
    inLanguage: (label: string, language: string) => `${label} in ${language}`,
    problem: "!",
    problemIn: (language: string, problem: string) => `${language}: ${problem}`,
    show: (language: string) => `Show ${language}`,
    missing: (customers: number, language: string) =>
      `${showCount(customers, "customer reads", "customers read")} ${language}; they get the default.`,
    missingMore: (languages: number) =>
      `Customers of ${showCount(languages, "other language", "other languages")} get the default too.`,
  },
};
