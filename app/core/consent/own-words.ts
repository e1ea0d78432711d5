import { readKeyword } from "./keywords.ts";
import { foldText } from "./reply-text.ts";
import { readReaction } from "./reactions.ts";

/** A reply without the texts that it quotes. */
export interface OwnWords {
  /** What the customer wrote; blank if the reply is nothing but a reaction or a quotation. */
  text: string;
  /** What was taken out. */
  took: "nothing" | "reaction" | "quotation";
  /** What was taken out may have been the customer's own stop all the same. */
  doubtful: boolean;
}

/** Words of a text that a reply must repeat in a row to count as quoting it; fewer between quotation marks. */
const MIN_REPEATED_WORDS = 8;
const MIN_MARKED_WORDS = 3;
/** Longer replies are no texts of a phone: SMS ends at 1,600 characters. */
const MAX_WORDS = 800;

const MARKED = /["“„«「『]([^"“”„«»「」『』]{3,}?)["“”»」』]/gu;
/** The line of a mail program above the mail that it quotes, and all below it. */
const MAIL_HEAD = new RegExp(
  `^(?:${[
    "on .{4,120} wrote",
    "am .{4,120} schrieb.{0,60}",
    "le .{4,120} a ecrit",
    "el .{4,120} escribio",
    "il .{4,120} ha scritto",
    "em .{4,120} escreveu",
    "op .{4,120} schreef.{0,60}",
    "den .{4,120} skrev.{0,60}",
    "-{3,} ?(?:original message|forwarded message|ursprungliche nachricht|message d'origine|mensaje original).*",
  ].join("|")}) ?:?\\s*$`,
  "imu",
);

/** Whether a reply may quote one of our texts, so that they must be known to read it. */
export const mayQuote = (reply: string): boolean =>
  /["“„«「『>]|[:：]\s*\n/u.test(reply) || (reply.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= MIN_REPEATED_WORDS;

/**
 * Takes reactions, mail quotations and repeats of our texts out of a reply.
 * @param recentTexts the last texts to the number
 */
export function ownWordsOf(reply: string, recentTexts: readonly string[]): OwnWords {
  const reaction = readReaction(foldText(reply));
  if (reaction)
    return isBlank(reaction.own)
      ? { text: "", took: "reaction", doubtful: readKeyword(reaction.quoted) === "stop" }
      : { text: reaction.own, took: "reaction", doubtful: false };
  const texts = recentTexts.map(tokensOf).map((words) => words.map(({ word }) => word));
  const mail = withoutMailQuotation(reply);
  const marked = withoutMarked(mail.text, texts);
  const own = withoutRepeats(marked.text, texts);
  if (own.text === reply) return { text: reply, took: "nothing", doubtful: false };
  // An instruction that the customer copied from the end of our text may well be meant: "Reply STOP to opt out".
  const copied =
    texts.length > 0 && isBlank(own.text) && !marked.fromStart && !own.fromStart && STOPPISH.test(mail.text);
  const doubtful = copied || STOPPISH.test(withoutRepeats(mail.below, texts).text);
  return { text: own.text, took: "quotation", doubtful };
}

const STOPPISH = /stop|cancel|quit|unsub|opt.?out|remove me/i;

const isBlank = (text: string): boolean => !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/**
 * Lines after ">", and what a mail program quotes below its head line. A keyword on a line below it is the customer's.
 * `below`: lines below the head that may be the customer's words as well.
 */
function withoutMailQuotation(reply: string): { text: string; below: string } {
  const lines = reply.split(/\r?\n/);
  const head = /[:-]/.test(reply) ? lines.findIndex((line) => MAIL_HEAD.test(foldText(line))) : -1;
  const marked = lines.some((line) => line.startsWith(">"));
  if (head < 0 && !marked) return { text: reply, below: "" };
  const unmarked = lines.filter((line, at) => !line.startsWith(">") && at !== head);
  if (head < 0 || marked) return { text: unmarked.join("\n"), below: "" };
  const below = lines.slice(head + 1);
  const own = [...lines.slice(0, head), ...below.filter((line) => readKeyword(line) !== null)];
  return { text: own.join("\n"), below: below.join("\n") };
}

interface Token {
  word: string;
  start: number;
  end: number;
}
const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    word: foldText(word),
    start: index,
    end: index + word.length,
  }));

/** A reply after repeats were taken out; `fromStart`: one of them began as our text begins. */
interface Stripped {
  text: string;
  fromStart: boolean;
}

/** Takes out what stands between quotation marks and in one of the texts. */
function withoutMarked(reply: string, texts: readonly (readonly string[])[]): Stripped {
  let fromStart = false;
  const text = reply.replace(MARKED, (marked, inner: string) => {
    const words = tokensOf(inner).map(({ word }) => word);
    const repeated =
      words.length < MIN_MARKED_WORDS
        ? []
        : texts.map((known) => ` ${known.join(" ")} `.indexOf(` ${words.join(" ")} `)).filter((place) => place >= 0);
    fromStart ||= repeated.includes(0);
    return repeated.length > 0 ? "\n" : marked;
  });
  return { text, fromStart };
}

/** Takes out long runs of words that repeat one of the texts, and repeats of a whole text. */
function withoutRepeats(reply: string, texts: readonly (readonly string[])[]): Stripped {
  const tokens = tokensOf(reply);
  if (texts.length === 0 || tokens.length > MAX_WORDS) return { text: reply, fromStart: false };
  let text = "";
  let end = 0;
  let fromStart = false;
  for (let place = 0; place < tokens.length;) {
    const run = longestRun(tokens, place, texts);
    const [first, last] = [tokens[place], tokens[place + run.words - 1]];
    if (run.words === 0 || !first || !last) {
      place += 1;
      continue;
    }
    text += `${reply.slice(end, first.start)}\n`;
    end = last.end;
    fromStart ||= run.fromStart;
    place += run.words;
  }
  return { text: text + reply.slice(end), fromStart };
}

/** The longest repeat that begins at a word of the reply and is long enough to be a quotation. */
function longestRun(
  tokens: readonly Token[],
  place: number,
  texts: readonly (readonly string[])[],
): { words: number; fromStart: boolean } {
  let best = { words: 0, fromStart: false };
  for (const text of texts)
    for (let begin = 0; begin < text.length; begin += 1) {
      let words = 0;
      while (words < text.length - begin && tokens[place + words]?.word === text[begin + words]) words += 1;
      const isWhole = begin === 0 && words === text.length && words >= MIN_MARKED_WORDS;
      if (words > best.words && (words >= MIN_REPEATED_WORDS || isWhole)) best = { words, fromStart: begin === 0 };
    }
  return best;
}
