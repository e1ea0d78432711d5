/** Signatures that phones append. */
const SIGNATURES =
  /(?:^|\n)\s*(?:sent from my|get outlook for|envoye de mon|enviado desde mi|von meinem \S+ gesendet)\b[^\n]*$/giu;

/** A normalised reply: lower case, without accents, single spaces. */
export interface ReplyText {
  /** The parts between punctuation and line breaks. */
  clauses: readonly string[];
  /** All clauses joined. */
  whole: string;
}

/**
 * Lower case, full-width forms as plain ones, without accents and invisible characters. Vowel signs of the scripts of
 * India and Southeast Asia stay: there they make the word.
 */
export const foldText = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(
      /[\u0300-\u036F]|[\u0591-\u05C7]|[\u0610-\u061A]|[\u064B-\u065F]|\u0670|[\uFE00-\uFE0F]|[\u20D0-\u20FF]|\p{Cf}/gu,
      "",
    )
    .normalize("NFC")
    .replace(/[‘’ʼ`´]/g, "'")
    .toLowerCase()
    // The Turkish letters I and ı are one here: phones write either.
    .replaceAll("ı", "i");

/** Words of courtesy and urgency at either end of a reply; they do not change its meaning. */
const COURTESY =
  "please|pls|plz|plzz|kindly|thanks|thank you|thankyou|thx|ty|ok|okay|hi|hello|hey|yo|just|now|already|immediately|asap|right " +
  "now|ma'am|sir|i said|omg|lol|" +
  "s'il vous plait|s'il te plait|svp|stp|merci|bonjour|de suite|" +
  "maintenant|por favor|porfavor|gracias|hola|ya|bitte|danke|sofort|per " +
  "favore|grazie|alstublieft|obrigado|obrigada|пожалуйста|спасибо|будь ласка|prosze|" +
  "tack|tak|takk|kiitos|lutfen|dziekuje|παρακαλω|من فضلك|شكرا|בבקשה|תודה|कृपया|谢谢|謝謝";
const LEADING_COURTESY = new RegExp(`^(?:(?:${foldText(COURTESY)}) )+`);
const TRAILING_COURTESY = new RegExp(`(?: (?:${foldText(COURTESY)}))+$`);

export function readText(reply: string): ReplyText {
  const clauses = foldText(reply)
    .replace(SIGNATURES, "")
    .split(/[.!?…;:,\n\r()"“”„«»。、！？，；：「」『』।،؟]+/u)
    .map(withSingleSpaces)
    .filter((clause) => clause !== "");
  return { clauses, whole: clauses.join(" ") };
}

/** Keeps hyphens and apostrophes inside words: "don't", "stop-motion". */
const withSingleSpaces = (text: string): string =>
  text
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{M}\p{N}'#-]+/gu, " ")
    .replace(/(?<![\p{L}\p{M}\p{N}])['-]+|['-]+(?![\p{L}\p{M}\p{N}])/gu, " ")
    .replace(/ +/g, " ")
    .trim();

/** Removes courtesy words from both ends of a clause. */
export const withoutCourtesy = (clause: string): string =>
  clause.replace(LEADING_COURTESY, "").replace(TRAILING_COURTESY, "");
