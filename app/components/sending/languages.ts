import type { Readers } from "#core/sending/languages/choose-words.ts";
import { languageName } from "#text/language.ts";

/** What the editor of a message knows of the customers' languages. */
export interface CustomerLanguages {
  /** The language of the default words. */
  default: string;
  /** How many customers read what. */
  readers: readonly Readers[];
}

const OFTEN = "ar cs da de el en es fi fr he hu it ja ko nb nl pl pt pt-BR ro ru sv tr uk zh zh-TW".split(" ");

/** The languages that a message may be written in besides the given ones, by name. */
export const languagesBesides = (written: readonly string[], readers: readonly Readers[]): string[] =>
  [
    ...new Set([
      ...OFTEN,
      ...readers.map(({ locale }) => locale).filter((locale) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(locale)),
    ]),
  ]
    .filter((tag) => !written.includes(tag))
    .toSorted((a, b) => languageName(a).localeCompare(languageName(b), "en"));
