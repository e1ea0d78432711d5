import { languageOf } from "./choose-words.ts";

interface OptOutWords {
  /** Tells how to stop by a reply. STOP is the word in every language, for carriers and `consent/keywords.ts` know it. */
  reply: string;
  /** Before the opt-out link. */
  link: string;
}

/** In GSM-7 characters where a language can be read without others, so that the words do not make a text dearer. */
const byLanguage: Readonly<Record<string, OptOutWords>> = {
  en: { reply: "Reply STOP to opt out", link: "Opt out:" },
  fr: { reply: "Répondez STOP pour vous désabonner", link: "Désabonnement :" },
  de: { reply: "Antworte STOP zum Abmelden", link: "Abmelden:" },
  es: { reply: "Responde STOP para darte de baja", link: "Darse de baja:" },
  it: { reply: "Rispondi STOP per disiscriverti", link: "Disiscrizione:" },
  pt: { reply: "Responda STOP para cancelar", link: "Cancelar:" },
  nl: { reply: "Antwoord STOP om je af te melden", link: "Afmelden:" },
  sv: { reply: "Svara STOP för att avsluta", link: "Avsluta:" },
  da: { reply: "Svar STOP for at afmelde", link: "Afmeld:" },
  nb: { reply: "Svar STOP for å melde deg av", link: "Avmeld:" },
  fi: { reply: "Lopeta vastaamalla STOP", link: "Lopeta:" },
  pl: { reply: "Rezygnacja: odpisz STOP", link: "Rezygnacja:" },
  cs: { reply: "Odhlaseni: odpovezte STOP", link: "Odhlaseni:" },
  ro: { reply: "Dezabonare: raspunde STOP", link: "Dezabonare:" },
  hu: { reply: "Leiratkozas: valasz STOP", link: "Leiratkozas:" },
  tr: { reply: "Iptal icin STOP yazin", link: "Iptal:" },
  el: { reply: "Διαγραφή: απαντήστε STOP", link: "Διαγραφή:" },
  ru: { reply: "Отписаться: ответьте STOP", link: "Отписаться:" },
  uk: { reply: "Відписатися: надішліть STOP", link: "Відписатися:" },
  ar: { reply: "لإلغاء الاشتراك أرسل STOP", link: "إلغاء الاشتراك:" },
  he: { reply: "להסרה השיבו STOP", link: "הסרה:" },
  ja: { reply: "配信停止はSTOPと返信", link: "配信停止:" },
  ko: { reply: "수신거부: STOP 회신", link: "수신거부:" },
  zh: { reply: "退订请回复STOP", link: "退订:" },
};

const ENGLISH = { reply: "Reply STOP to opt out", link: "Opt out:" };

/** Languages whose opt-out words there are; other texts get the English ones. */
export const optOutLanguages: readonly string[] = Object.keys(byLanguage);

/** How a text in a language says that its recipient can opt out. */
export const optOutWordsIn = (language: string): OptOutWords => byLanguage[languageOf(language)] ?? ENGLISH;

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");

/** The words of other languages than English, each as the source of a pattern. */
export const optOutPatterns: readonly string[] = Object.values(byLanguage)
  .filter(({ reply }) => reply !== ENGLISH.reply)
  .map(({ reply }) => escaped(reply));
