import { anyOf } from "./stop-phrases/stop-phrase.ts";

/** A phrase that may be an opt-out. Marketing is held until staff have read the reply. */
interface UnclearPhrase {
  id: string;
  why: string;
  /** reply: the whole reply without courtesy words; within: anywhere in the reply. */
  where: "reply" | "within";
  /** Matches lower-case text without accents (see reply-text.ts). */
  pattern: RegExp;
}

/**
 * KEYWORDS_VERSION covers this table too. A false match costs staff a look at the reply; a miss would send a text to a
 * customer who opted out.
 */
export const unclearPhrases: readonly UnclearPhrase[] = [
  {
    id: "a-stop-word",
    why: "it has a word in it that alone would mean stop",
    where: "within",
    pattern:
      /(?<!(?:non|can'?t|unable to)[ -])(?<![\p{L}\p{N}])(?:stop(?:s|ped|pin|ping|pls|me|it|texts?)?|quit(?:s|ting|ter)?|cancel(?:s|l?ed(?! (?:my|our|the) (?:meeting|appointment|flight|trip|plans?|class|date|party|wedding)\b)|l?ing|l?ation)?|revok(?:e|es|ed|ing)|unsub\p{L}*|uns|arret(?:s|e|er|ez|ons)?|desabonn\p{L}*|desinscri\p{L}*|optout|opt[ -]?(?:me |us )?out|opted[ -]out|opting)(?![\p{L}\p{N}])/u,
  },
  {
    id: "an-end",
    why: "it ends, or asks to end, something",
    where: "reply",
    pattern: /^(?:the |this |that's the |just )?end(?: (?:it|this|that|these|them|all|now|here))?$/,
  },
  {
    id: "removal",
    why: "it asks to be taken out of something",
    where: "within",
    pattern: anyOf(
      /\b(?:remove|delete|take) (?:me|us|my)\b|\bexit\b|\bdesist\b|\bcease\b/,
      /\b(?:discontinue|terminate|deactivate) \S|\bblock (?:me|my)\b|\b(?:wants? out|count me out)\b/,
    ),
  },
  {
    id: "no",
    why: "it says no",
    where: "reply",
    pattern:
      /^(?:no|nope|nah|no thanks?|no thank you|non|nein|nee|not interested|no me interesa|pas interessee?|enough|no more\b.*)$/,
  },
  {
    id: "not-wanted",
    why: "it says that something is not wanted",
    where: "within",
    pattern: anyOf(
      /\b(?:don'?t|do not|dont|never|no longer) (?:want|wish|text|txt|message|contact|call|email|send|bother|subscribe)/,
      /\bdidn'?t (?:sign up|subscribe|ask for|agree|consent)/,
      /\bnever (?:signed up|subscribed|agreed|consented|asked)\b|\bnot interested\b/,
      /\bno more (?:texts?|calls?|emails?)\b/,
    ),
  },
  {
    id: "wrong-person",
    why: "the number may have changed hands",
    where: "within",
    pattern: anyOf(
      /\bwrong (?:number|person)\b|\b(?:how did|where did) (?:you|u) get (?:my|this) number\b/,
      /\bnot (?:my|their|his|her) number\b|\bnumero equivocado\b|\bmauvais numero\b/,
    ),
  },
  {
    id: "complaint",
    why: "it complains",
    where: "within",
    pattern: anyOf(
      /\bspam\w*|\bharass\w*|\b(?:reporting|report|blocking|blocked|block) (?:you|this|your)\b/,
      /\b(?:my lawyer|attorney|sue you|tcpa|do not call|ftc|fcc)\b|\bleave me\b|\bfuck (?:you|off)\b/,
      /\bannoying\b/,
    ),
  },
  {
    id: "weary",
    why: "it is tired of the texts",
    where: "within",
    pattern: anyOf(
      /\benough (?:already|of (?:this|these|your|the))\b/,
      /\b(?:fed up|sick|tired) (?:of|with) (?:this|these|your|the|getting|all)\b/,
      /\b(?:too|so) many (?:texts?|txts?|messages?|msgs?|sms)\b/,
      /\bwhy (?:do|am) (?:i|we) (?:keep|still) (?:getting|receiving)\b/,
    ),
  },
  {
    id: "not-wanted-abroad",
    why: "it says in another language that something is not wanted",
    where: "within",
    pattern: /\b(?:plus recevoir|plus de (?:sms|messages?|textos?|pubs?)|no quiero|no deseo|no mas|nao quero|keine)\b/,
  },
];
