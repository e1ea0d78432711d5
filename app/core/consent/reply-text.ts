/** What phones put under a text by themselves. */
const SIGNATURES = /(?:^|\n)\s*(?:sent from my|get outlook for|envoyé de mon|enviado desde mi)\b[^\n]*$/giu;

/** Words of courtesy and haste around what a reply says; they change nothing of it. */
const COURTESY =
  "please|pls|plz|plzz|kindly|thanks|thank you|thankyou|thx|ty|ok|okay|hi|hello|hey|yo|just|now|already|immediately|asap|right " +
  "now|ma'am|sir|i said|omg|lol|" +
  "s'il vous plait|s'il te plait|svp|stp|merci|bonjour|de suite|maintenant|por favor|porfavor|gracias|hola|ya|bitte|danke|per " +
  "favore|grazie|alstublieft|obrigado|obrigada";
const BEFORE = new RegExp(`^(?:(?:${COURTESY}) )+`);
const BEHIND = new RegExp(`(?: (?:${COURTESY}))+$`);

/** A reply as rules read it: lower case, no accents, one space between words. */
export interface ReplyText {
  /** The parts between full stops, commas and line breaks. */
  clauses: readonly string[];
  /** All of it, as one. */
  whole: string;
}

export function readText(reply: string): ReplyText {
  const plain = reply
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[‘’ʼ`´]/g, "'")
    .toLowerCase()
    .replace(SIGNATURES, "");
  const clauses = plain
    .split(/[.!?…;:,\n\r()"“”«»]+/u)
    .map(spaced)
    .filter((clause) => clause !== "");
  return { clauses, whole: clauses.join(" ") };
}

/** Hyphens and apostrophes within words are kept: "don't", "stop-motion". */
const spaced = (text: string): string =>
  text
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}'#-]+/gu, " ")
    .replace(/(?<![\p{L}\p{N}])['-]+|['-]+(?![\p{L}\p{N}])/gu, " ")
    .replace(/ +/g, " ")
    .trim();

/** What a clause says, without the courtesy around it. */
export const withoutCourtesy = (clause: string): string => clause.replace(BEFORE, "").replace(BEHIND, "");
