import { z } from "zod";

/** The language of words that name none, where the shop has not set another. */
export const DEFAULT_LANGUAGE = "en";
const MAX_LANGUAGES = 30;
const NO_LANGUAGE = "use a language such as de or pt-BR";

/** A language by its BCP 47 tag, as Shopify writes locales: de, pt-BR, zh-Hant, sr-Latn-RS. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, NO_LANGUAGE);

/**
 * The schema of a message's words in other languages, by language.
 * @param words the schema of the words in one language
 */
export const translationsOf = <S extends z.ZodType>(words: S) =>
  z
    .record(languageTag, words, { error: ({ code }) => (code === "invalid_key" ? NO_LANGUAGE : undefined) })
    .refine((written) => Object.keys(written).length <= MAX_LANGUAGES, {
      message: `are more than ${MAX_LANGUAGES} languages`,
    });

/** A message's words: the default ones, and those in other languages by language. */
export interface WordsInLanguages {
  body: string;
  translations?: Readonly<Record<string, string>> | undefined;
}

/** Which words a customer gets, and why: their whole locale has words, its language has, or neither has. */
export interface ChosenWords {
  body: string;
  /** The language of the words; null for the default ones. */
  language: string | null;
  by: "locale" | "language" | "default";
}

/** Codes that mean the same language. */
const SAME_LANGUAGE: Readonly<Record<string, string>> = { no: "nb", nn: "nb", tl: "fil", iw: "he", in: "id" };

const normalized = (locale: string): string => locale.trim().replaceAll("_", "-").toLowerCase();

/** The language of a locale without its region: "pt" of "pt-BR". */
export function languageOf(locale: string): string {
  const [language = ""] = normalized(locale).split("-");
  return SAME_LANGUAGE[language] ?? language;
}

/**
 * The words of a message for a customer: those of the whole locale, else those of its language, else the default ones.
 * Words for one region are not for another: "pt-BR" is no match of "pt-PT".
 * @param locale of the customer, such as "fr-CA"; null when it is not known
 */
export function chooseWords({ body, translations = {} }: WordsInLanguages, locale: string | null): ChosenWords {
  const written = Object.keys(translations);
  const choose = (tag: string, by: ChosenWords["by"]): ChosenWords => ({
    body: translations[tag] ?? body,
    language: tag,
    by,
  });
  if (locale) {
    const exact = written.find((tag) => tag.toLowerCase() === normalized(locale));
    if (exact) return choose(exact, "locale");
    const language = written.find((tag) => !tag.includes("-") && languageOf(tag) === languageOf(locale));
    if (language) return choose(language, "language");
  }
  return { body, language: null, by: "default" };
}

/** How many customers read a language, by their locale. */
export interface Readers {
  locale: string;
  customers: number;
}

/**
 * The languages of customers who get the default words although they read another language, those with most first.
 * @param defaultLanguage of the default words
 */
export function missingLanguages(
  readers: readonly Readers[],
  written: readonly string[],
  defaultLanguage: string,
): { language: string; customers: number }[] {
  const words = { body: "", translations: Object.fromEntries(written.map((tag) => [tag, tag])) };
  const missing = new Map<string, number>();
  for (const { locale, customers } of readers) {
    const language = languageOf(locale);
    if (language === languageOf(defaultLanguage) || chooseWords(words, locale).by !== "default") continue;
    missing.set(language, (missing.get(language) ?? 0) + customers);
  }
  return [...missing]
    .map(([language, customers]) => ({ language, customers }))
    .toSorted((a, b) => b.customers - a.customers || a.language.localeCompare(b.language, "en"));
}
