/** Signatures that phones append. */
const SIGNATURES = /(?:^|\n)\s*(?:sent from my|get outlook for|envoyé de mon|enviado desde mi)\b[^\n]*$/giu;

/** Words of courtesy and urgency at either end of a reply; they do not change its meaning. */
const COURTESY =
  "please|pls|plz|plzz|kindly|thanks|thank you|thankyou|thx|ty|ok|okay|hi|hello|hey|yo|just|now|already|immediately|asap|right " +
  "now|ma'am|sir|i said|omg|lol|" +
  "s'il vous plait|s'il te plait|svp|stp|merci|bonjour|de suite|maintenant|por favor|porfavor|gracias|hola|ya|bitte|danke|per " +
  "favore|grazie|alstublieft|obrigado|obrigada";
const LEADING_COURTESY = new RegExp(`^(?:(?:${COURTESY}) )+`);
const TRAILING_COURTESY = new RegExp(`(?: (?:${COURTESY}))+$`);

/** A normalised reply: lower case, without accents, single spaces. */
export interface ReplyText {
  /** The parts between punctuation and line breaks. */
  clauses: readonly string[];
  /** All clauses joined. */
  whole: string;
}

export function readText(reply: string): ReplyText {
  const normalized = reply
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[‘’ʼ`´]/g, "'")
    .toLowerCase()
    .replace(SIGNATURES, "");
  const clauses = normalized
    .split(/[.!?…;:,\n\r()"“”«»]+/u)
    .map(withSingleSpaces)
    .filter((clause) => clause !== "");
  return { clauses, whole: clauses.join(" ") };
}

/** Keeps hyphens and apostrophes inside words: "don't", "stop-motion". */
const withSingleSpaces = (text: string): string =>
  text
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}'#-]+/gu, " ")
    .replace(/(?<![\p{L}\p{N}])['-]+|['-]+(?![\p{L}\p{N}])/gu, " ")
    .replace(/ +/g, " ")
    .trim();

/** Removes courtesy words from both ends of a clause. */
export const withoutCourtesy = (clause: string): string =>
  clause.replace(LEADING_COURTESY, "").replace(TRAILING_COURTESY, "");
