/**
 * What phones send for a reaction to a text, before the quoted text: iPhones a verb, Android phones an emoji. Written as
 * `foldText` writes it.
 */
const VERBS = [
  // English
  "loved|liked|disliked|laughed at|emphasi[sz]ed|questioned|reacted " +
    "(?:with )?\\S{1,12} to|removed (?:an? |the )?[\\p{L}\\S ]{1,24} from",
  // French
  "a adore|a aime|n'a pas aime|a ri a|a ri de|a mis en evidence|a insiste sur|a mis en doute|" +
    "a interroge|a reagi (?:par |avec )?\\S{1,12} a|a supprime [\\p{L}\\S ]{1,30} (?:de|sur)",
  // Spanish
  "le encanto|me encanto|le gusto|me gusto|no le gusto|no me gusto|le dio risa(?: " +
    "a)?|se rio de|le hizo gracia|destaco|enfatizo|exclamo|cuestiono|pregunto " +
    "sobre|reacciono con \\S{1,12} a|(?:elimino|quito|retiro) [\\p{L}\\S ]{1,30} de",
  // German
  "hat .{1,12} geliebt|liebt|gefallt|gefiel|gefallt nicht|gefallt mir nicht|mag|" +
    "lachte uber|lacht uber|betonte|betont|hinterfragte|fragt sich|stellt in " +
    "frage|reagierte mit \\S{1,12} auf|hat mit \\S{1,12} reagiert auf|hat mit " +
    "\\S{1,12} auf|[\\p{L}\\S ]{1,24} entfernt von|entfernte [\\p{L}\\S ]{1,24} von",
  // Italian
  "ha adorato|ha amato|ha messo mi piace a|piace|non piace|e piaciuto|non e piaciuto|" +
    "ha riso a|ha riso di|ha riso per|ha enfatizzato|ha sottolineato|ha messo in " +
    "dubbio|ha dubitato di|ha reagito con \\S{1,12} a|ha rimosso [\\p{L}\\S ]{1,30} da",
  // Portuguese
  "amou|adorou|gostou de|gostou|curtiu|nao gostou de|nao gostou|riu de|riu|enfatizou|" +
    "destacou|questionou|reagiu com \\S{1,12} a|removeu [\\p{L}\\S ]{1,30} de",
  // Dutch
  "vond leuk|vond niet leuk|vindt leuk|geweldig gevonden|leuk gevonden|niet leuk gevonden|" +
    "gelachen om|lachte om|benadrukte|benadrukt|vroeg zich af|bevraagd|reageerde met " +
    "\\S{1,12} op|heeft met \\S{1,12} gereageerd op|verwijderde [\\p{L}\\S ]{1,24} van",
  // Swedish, Danish, Norwegian
  "alskade|gillade|ogillade|skrattade at|betonade|ifragasatte|reagerade med \\S{1,12} pa|tog bort [\\p{L}\\S ]{1,24} fran",
  "elskede|elsket|kunne lide|syntes godt om|kunne ikke lide|likte|likte ikke|" +
    "mislikte|lo ad|lo av|grinte ad|fremhævede|fremhevet|understregede|satte " +
    "sporgsmalstegn ved|stilte sporsmal ved|reagerede med \\S{1,12} pa|reagerte med " +
    "\\S{1,12} pa|fjernede [\\p{L}\\S ]{1,24} fra|fjernet [\\p{L}\\S ]{1,24} fra",
  // Finnish, Polish, Czech, Turkish
  "rakasti|tykkasi|ei tykannyt|nauroi|korosti|kyseenalaisti|reagoi \\S{1,12}",
  "uwielbia|pokochał\\(a\\)|polubił\\(a\\)|polubił|polubiła|nie lubi|" +
    "rozbawiło|zasmiał sie z|podkreslił|podkresliła|zakwestionował|" +
    "zareagował(?:a)? \\S{1,12} na|usunał(?:ała)? [\\p{L}\\S ]{1,24} z",
  "miluje|libi se|nelibi se|zasmal se|zduraznil|zpochybnil",
  "sevdi|begendi|begenmedi|guldu|vurguladi|sorguladi",
  // Russian, Ukrainian
  "понравилось|не понравилось|нравится|не нравится|в восторге от|смех|рассмешило|выделено|вопрос " +
    "к|реакция \\S{1,12} на|(?:отреагировал|отреагировала) \\S{1,12} на|сподобалося|не сподобалося",
];

/** Japanese, Korean and Chinese phones write the verb behind the quoted text. */
const VERBS_BEHIND =
  "を(?:大好きと言いました|いいねと言いました|よくないねと言いました|強調しました|笑いました|疑問に思いました)|" +
  "に(?:\\S{1,6}(?:でリアクション|と反応)しました|ハートを付けました|笑いました|いいねしました|「\\S{1,8}」と言いました)|" +
  "(?:에|을|를) ?(?:좋아합니다|좋아함|싫어함|웃었습니다|웃음|강조함|강조했습니다|물음표를 표시함|\\S{1,6}(?:으)?로 반응함)|" +
  "(?:表示)?(?:喜[欢歡]|不喜[欢歡]|大笑|[强強][调調]|疑[问問])";

const OPEN = "[\"“”„«»‹「『‘']";
const CLOSE = "[\"“”»«›」』’']";
const PICTURE =
  "(?:an? |your |une? |un |ein(?:en?)? |een |en |et )?(?:image|photo|picture|video|" +
  "movie|attachment|sticker|gif|imagen|foto|immagine|bild|afbeelding|billede|bilde)";
const EMOJI = "(?:\\p{Extended_Pictographic}|\\p{Regional_Indicator}|\\p{Emoji_Modifier}|[\\uFE0F\\u200D\\u20E3‼⁉!?])+";
/** The small word between an Android phone's emoji and the text. */
const TO = "(?:to|a|à|al|zu|auf|op|till|til|pa|na|на|do|para|en|sur)";

const FORMS = [
  new RegExp(
    `^\\s*(?:${VERBS.join("|")})\\s*:?\\s*(?:${OPEN}\\s*(?<quoted>[\\s\\S]*?)(?:\\s*${CLOSE})?[.…]*|${PICTURE})\\s*$`,
    "u",
  ),
  new RegExp(
    `^\\s*${EMOJI}\\s*(?:${TO}\\s*)?:?\\s*(?:${OPEN}\\s*(?<quoted>[\\s\\S]*?)(?:\\s*${CLOSE})?[.…]*|${TO} ${PICTURE})\\s*$`,
    "u",
  ),
  new RegExp(`^\\s*${OPEN}(?<quoted>[\\s\\S]*)${CLOSE}\\s*(?:${VERBS_BEHIND})[。.]?\\s*$`, "u"),
];

const MAX_LENGTH = 4_000;

/** A reaction to a text, with what the customer wrote behind it. */
interface Reaction {
  /** The quoted text; "" for a reaction to a picture. */
  quoted: string;
  own: string;
}

/**
 * Reads a reaction; null for a reply that is none.
 * @param folded the reply as `foldText` writes it
 */
export function readReaction(folded: string): Reaction | null {
  if (folded.length > MAX_LENGTH) return null;
  const found = FORMS.map((form) => form.exec(folded)).find((match) => match !== null);
  if (!found) return null;
  const quoted = found.groups?.quoted ?? "";
  const end = endOfQuotation(quoted);
  return end === null ? { quoted, own: "" } : { quoted: quoted.slice(0, end), own: quoted.slice(end) };
}

/** Where the closing mark stands in `welcome” STOP`; null where the quotation goes on to the end. */
function endOfQuotation(quoted: string): number | null {
  const count = (marks: RegExp) => quoted.match(marks)?.length ?? 0;
  const closes = count(/[”»」』]/gu) > count(/[“„«「『]/gu) || count(/"/g) % 2 === 1;
  const last = /[”»」』"](?=\s*[\p{L}\p{N}][^”»」』"]*$)/u.exec(quoted);
  return closes && last ? last.index : null;
}
