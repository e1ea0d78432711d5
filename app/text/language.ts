const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** The English name of a language by its BCP 47 tag: "German", "Brazilian Portuguese". */
export const languageName = (tag: string): string => names.of(tag) ?? tag;
