import { anyOf, type StopPhrase } from "./stop-phrase.ts";

const DETERMINERS =
  "(?:(?:with|all|of|these|those|this|that|the|your|ur|any|further|more|future|such|so many|me|us|my " +
  "phone|marketing|promotional|promo|spam|text|sms|automated|stupid|damn|f\\w*king|annoying) )*";
const NOUNS =
  "(?:texts?|txts?|text messages?|messages?|msgs?|sms|smses|mms|spam|notifications?|" +
  "alerts?|promos?|promotions?|ads|advertising|marketing|solicitations?|newsletters?)\\b";
const MESSAGING =
  "(?:texting|txting|messaging|msging|contacting|spamming|bothering|harassing|pestering|annoying|soliciting|bugging)";
/** What a customer unsubscribes from: the texts, and not some product of the store. */
const SUBSCRIBED_TO =
  "(?:(?:all|any|of|your|ur|my|these|those|this|the|future|marketing|promotional|promo|text|sms|mailing|contact|further) )*" +
  "(?:texts?|messages?|msgs?|sms|marketing|notifications?|alerts?|promos?|" +
  "promotions?|ads|lists?|number|this|these|everything|all|it|you|here)\\b";
const INSTRUCTION =
  "(?:reply(?:ing)?|text(?:ing)?|txt|sms|send(?:ing)?|type|typing|respond(?:ing)?|answer(?:ing)?|say)";
const STOP_WORD = "(?:stop(?:all)?|quit|end|cancel|unsub|unsubscribe|opt[ -]?out)";
const NOT = "(?:don'?t|do not|dont|never)";

export const englishPhrases: readonly StopPhrase[] = [
  {
    id: "stop",
    language: "en",
    stems: ["stop"],
    where: "clause",
    pattern:
      /^(?:(?:please |just |i said |make it |make this )?stop(?: (?:stop|it|this|that|these|them|all|please|now|already|everything|everyone|me|pls|immediately|ok))*)$/,
  },
  {
    id: "stop-doing",
    language: "en",
    stems: ["stop", "quit", "cease"],
    where: "within",
    pattern: new RegExp(`\\b(?:stop|quit|cease) ${DETERMINERS}${MESSAGING}\\b`),
  },
  {
    id: "stop-texts",
    language: "en",
    stems: ["stop", "end", "cancel", "quit", "cease"],
    where: "within",
    pattern: new RegExp(`\\b(?:stop|end|cancel|quit|cease) (?:sending |getting |receiving )?${DETERMINERS}${NOUNS}`),
  },
  {
    id: "stop-sending",
    language: "en",
    stems: ["stop", "quit"],
    where: "within",
    pattern:
      /\b(?:stop|quit) (?:sending|blowing up)(?: (?:to )?(?:me|us|these|this|it|them|stuff|things|shit|crap|junk|my phone|any more|anymore|more))*$/,
  },
  {
    id: "stop-insisted",
    language: "en",
    stems: ["stop"],
    where: "within",
    pattern: new RegExp(
      "\\b(?:if (?:you|u) (?:don'?t|do not)|why (?:don'?t|won'?t|can'?t) (?:you|u)) (?:please " +
        `|just )?stop (?:sending|${DETERMINERS}${MESSAGING})`,
    ),
  },
  {
    id: "no-more",
    language: "en",
    stems: ["no more", "no mas"],
    where: "reply",
    pattern: /^no more(?: (?:of )?(?:this|these|it|them))?$/,
  },
  {
    id: "no-more-texts",
    language: "en",
    stems: ["no more"],
    where: "within",
    pattern: new RegExp(`\\bno more ${DETERMINERS}(?:${NOUNS}|${MESSAGING}\\b)`),
  },
  { id: "exit", language: "en", stems: ["exit"], where: "reply", pattern: /^exit$/ },
  {
    id: "enough",
    language: "en",
    stems: ["enough"],
    where: "reply",
    pattern: /^(?:that'?s |that is )?enough(?: is enough)?$/,
  },
  {
    id: "take-me-off",
    language: "en",
    stems: ["take", "get"],
    where: "within",
    pattern:
      /\b(?:take|get) (?:me|my number|this number|us) off(?: of)?(?:$| (?:(?:your|ur|this|the|that|these|any|all|text|texting|sms|mailing|marketing|contact|call) )*(?:list|lists|texts?|messages?|thing)\b)/,
  },
  {
    id: "unsubscribe",
    language: "en",
    stems: ["unsubscribe", "unsub"],
    where: "clause",
    pattern: new RegExp(
      `^(?:unsub|unsubscribe)(?: (?:me|us|my number|this number|please|pls|now|all|immediately|from ${SUBSCRIBED_TO}))*$`,
    ),
  },
  {
    id: "unsubscribe-me",
    language: "en",
    stems: ["unsubscribe", "unsub"],
    where: "within",
    pattern: new RegExp(
      "\\b(?:(?:want|wish|like|need|trying|tried|asked|asking|how) (?:do i |can i |to )*(?:to )?(?:be )?unsub(?:scribe)?d?|" +
        "unsub(?:scribe)? (?:me|us|my number|my phone|this number|this phone))" +
        `(?:$| (?:me|us|my number|now|please|pls|immediately|asap|anymore|here)\\b| from (?:${SUBSCRIBED_TO})$)`,
    ),
  },
  {
    id: "opt-out",
    language: "en",
    stems: ["opt"],
    where: "within",
    pattern:
      /\b(?:opt(?:ing)?[ -]?(?:me |us |my number )?[ -]?out)(?:$| (?:now|please|pls|immediately|anymore|here)| (?:of|from) (?:(?:all|any|your|these|this|the|future|marketing|promotional|text|sms) )*(?:texts?|messages?|sms|marketing|notifications?|list|this|these|everything|all|it)\b)/,
  },
  {
    id: "leave-me-alone",
    language: "en",
    stems: ["leave", "let me be"],
    where: "within",
    pattern: /\bleave (?:me|us) (?:the \w+ )?alone\b|\blet me be$/,
  },
  {
    id: "cease-and-desist",
    language: "en",
    stems: ["cease", "desist"],
    where: "within",
    pattern: /\bcease and desist\b|\bdesist from\b|\bcease (?:all )?(?:contact|communications?)\b/,
  },
  {
    id: "remove-me",
    language: "en",
    stems: ["remove", "delete"],
    where: "within",
    pattern:
      /\b(?:remove|delete) (?:me|us|my (?:phone )?number|this number|my phone|my contact|my name|my info\w*)(?:$| (?:now|please|pls|immediately|asap)\b| from (?:(?:your|ur|this|the|that|these|any|all|text|texting|sms|mailing|marketing|contact|call) )*(?:lists?|texts?|messages?|database|system|contacts)\b)/,
  },
  {
    id: "lose-my-number",
    language: "en",
    stems: ["lose", "forget"],
    where: "within",
    pattern: /\b(?:lose|forget) (?:my|this) number\b/,
  },
  {
    id: "do-not-text",
    language: "en",
    stems: ["don't", "dont", "do not", "never"],
    where: "within",
    pattern: new RegExp(
      `(?<!\\b(?:you|they|we|i|why|people) )\\b${NOT} (?:you )?(?:ever |please |dare )?(?:text|txt|message|msg|contact|sms|spam|bother|solicit) ` +
        "(?:me|us|my (?:phone|number)|this (?:phone|number|person)|here)\\b(?! " +
        "(?:the|a|an|your|where|when|until|about|if|before|after|that) )",
    ),
  },
  {
    id: "do-not-send",
    language: "en",
    stems: ["don't", "dont", "do not", "never"],
    where: "within",
    pattern: new RegExp(
      `(?<!\\b(?:you|they|we|i|why|people) )\\b${NOT} (?:ever |please )?send ${DETERMINERS}(?:${NOUNS}|anything|this|these|stuff)`,
    ),
  },
  {
    id: "do-not-want",
    language: "en",
    stems: ["don't", "dont", "do not", "never", "no longer"],
    where: "within",
    pattern: new RegExp(
      `\\b(?:${NOT}|no longer) (?:want|wish|like|need|care)(?: for)?(?: to)?(?: (?:receive|get|see|have|be ` +
        `getting|be receiving|receiving|getting))? ${DETERMINERS}${NOUNS}`,
    ),
  },
  {
    id: "do-not-want-contact",
    language: "en",
    stems: ["don't", "dont", "do not", "never", "no longer"],
    where: "within",
    pattern: new RegExp(
      `\\b(?:${NOT}|no longer) (?:want|wish|like|need) (?:to )?(?:be (?:texted|messaged|contacted|bothered|solicited|on ` +
        "(?:your|this|the) (?:\\w+ )?list)|hear from (?:you|y'all|this|" +
        "your)|(?:you )(?:to )?(?:text|message|contact)(?:ing)? me)\\b",
    ),
  },
  {
    id: "revoke",
    language: "en",
    stems: ["revoke", "withdraw"],
    where: "within",
    pattern: /\b(?:revok(?:e|ing)|withdraw(?:ing)?) (?:my |all |any |the )*(?:consent|permission|authorization)\b/,
  },
  {
    id: "go-away",
    language: "en",
    stems: ["go away", "off", "get lost"],
    where: "reply",
    pattern: /^(?:go away|get lost|(?:f\w{1,3}k|f|piss|bugger|buzz|back) off)$/,
  },
  {
    id: "instruction",
    language: "en",
    stems: ["stop", "quit", "end", "cancel", "unsub", "opt"],
    where: "clause",
    pattern: new RegExp(
      `^(?:i'?m |i |i am )?${INSTRUCTION}(?: with| back| you)?(?: the word| word)? ${STOP_WORD}(?: (?:to|2|4|for|and) (?:be |get )?(?:removed|out|off|finish|leave|${STOP_WORD}))?$`,
    ),
  },
  {
    id: "stop-to-end",
    language: "en",
    stems: ["stop", "quit", "end", "cancel", "unsub", "opt"],
    where: "clause",
    pattern: new RegExp(`^${STOP_WORD} ?(?:to|2|4|and|or|-) ?(?:be |get )?(?:removed|out|off|leave|${STOP_WORD})$`),
  },
  {
    id: "no-texts",
    language: "en",
    stems: ["no "],
    where: "clause",
    pattern:
      /^no (?:texts?|txts?|texting|sms|messages?|msgs?|spam|ads|promos?|promotions?|marketing|soliciting|solicitation)(?: (?:messages?|at all|ever|allowed|to (?:me|this number)))?$/,
  },
  {
    id: "want-out",
    language: "en",
    stems: ["out"],
    where: "clause",
    pattern:
      /^(?:i (?:want|need|would like|wanna be|want to be|wish)|let me|get me|take me|want|wanna) out(?: of (?:this|these|here|it|(?:(?:this|the|your) )?list))?$/,
  },
  {
    id: "block-me",
    language: "en",
    stems: ["block"],
    where: "within",
    pattern:
      /\bblock (?:me|us|my (?:phone )?number|my phone|this number)(?:$| (?:now|please|pls|immediately)\b| from (?:your|ur|this|the|these|any|all|further|future|getting|receiving)\b)/,
  },
  {
    id: "end-texts",
    language: "en",
    stems: ["discontinu", "terminat", "halt", "deactivat", "disabl", "suspend"],
    where: "within",
    pattern: new RegExp(
      `\\b(?:discontinu(?:e|ing)|terminat(?:e|ing)|halt|deactivate|disable|suspend) (?:sending |getting |receiving )?${DETERMINERS}(?:${NOUNS}|${MESSAGING}\\b)`,
    ),
  },
  {
    id: "off-the-list",
    language: "en",
    stems: ["remove", "delete", "off", "take"],
    where: "clause",
    pattern: anyOf(
      /^(?:(?:remove|delete|take)(?: off)?|off)(?: from)? (?:of )?(?:your |ur |this |the |all |text |sms |mailing |marketing |contact )*lists?$/,
      /^(?:remove|delete) (?:this|my) (?:number|phone|contact|info)$/,
    ),
  },
  {
    id: "done-with-texts",
    language: "en",
    stems: ["done", "enough", "had it", "over"],
    where: "clause",
    pattern: new RegExp(
      `^i(?:'?m| am| have| have had| had)? (?:done|over it|had enough)(?: (?:with|of) ${DETERMINERS}${NOUNS})$`,
    ),
  },
];
