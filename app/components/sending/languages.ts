import { languageOf, languageTag, type Readers } from "#core/sending/languages/choose-words.ts";
import { languageName } from "#text/language.ts";

/** What the editor of a message knows of the customers' languages. */
export interface CustomerLanguages {
  /** The language of the default words. */
  default: string;
  /** How many customers read what. */
  readers: readonly Readers[];
}

const OFTEN = "ar cs da de el en es fi fr he hu it ja ko nb nl pl pt pt-BR ro ru sv tr uk zh zh-TW".split(" ");

/**
 * The languages that a message may be written in, by name: those of many stores' customers, and those of this store's.
 * @param besides languages that are left out; the last of them is read in other regions too
 */
export const languagesBesides = (besides: readonly string[], readers: readonly Readers[]): string[] =>
  [
    ...new Set([
      ...OFTEN,
      ...readers.map(({ locale }) => locale).filter((locale) => languageTag.safeParse(locale).success),
    ]),
  ]
    .filter((tag) => !besides.includes(tag) && !besides.slice(-1).some((last) => languageOf(last) === languageOf(tag)))
    .toSorted((a, b) => languageName(a).localeCompare(languageName(b), "en"));
