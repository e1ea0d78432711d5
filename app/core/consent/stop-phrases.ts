/**
 * A phrase that opts out, besides the keywords. Source: 47 CFR 64.1200(a)(10), in force since 2025-04-11: any
 * reasonable means revokes consent. KEYWORDS_VERSION covers this table; raise it with every change.
 */
export interface StopPhrase {
  /** The name that logs and consent events cite. */
  id: string;
  language: "en" | "fr" | "es" | "pt" | "de" | "it" | "nl";
  /** Cheap prefilter: a text without any of these substrings cannot match the pattern. */
  stems: readonly string[];
  /**
   * reply: the whole reply without courtesy words; clause: one clause without courtesy words; within: anywhere in a
   * clause that does not negate it.
   */
  where: "reply" | "clause" | "within";
  /** Matches lower-case text without accents (see reply-text.ts). */
  pattern: RegExp;
}

const DETERMINERS =
  "(?:(?:with|all|of|these|those|this|that|the|your|ur|any|further|more|future|such|so many|me|us|my " +
  "phone|marketing|promotional|promo|spam|text|sms|automated|stupid|damn|f\\w*king|annoying) )*";
const NOUNS =
  "(?:texts?|txts?|text messages?|messages?|msgs?|sms|smses|mms|spam|notifications?|alerts?|promos?|promotions?|ads|advertising|marketing|solicitations?|newsletters?)\\b";
const MESSAGING =
  "(?:texting|txting|messaging|msging|contacting|spamming|bothering|harassing|pestering|annoying|soliciting|bugging)";
const FRENCH_TEXTS =
  "(?:(?:de|des|vos|ces|tes|aucun|aucune|rien) )*(?:sms|messages?|textos?|pubs?|publicites?|rien)\\b";
const NOT = "(?:don'?t|do not|dont|never)";

export const stopPhrases: readonly StopPhrase[] = [
  {
    id: "stop",
    language: "en",
    stems: ["stop"],
    where: "clause",
    pattern:
      /^(?:(?:please |just |i said |make it |make this )?stop(?: (?:stop|it|this|that|these|them|all|please|now|already|everything|everyone|me|pls|immediately|ok))*)$/,
  },
  { id: "stop-spelled", language: "en", stems: ["s t o p", "s-t-o-p"], where: "reply", pattern: /^s[ -]t[ -]o[ -]p$/ },
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
    pattern:
      /^(?:unsub|unsubscribe)(?: (?:me|us|my number|this number|please|pls|now|all|from (?:all |this |these |your |the |everything).*|from .*(?:texts?|messages?|list)))*$/,
  },
  {
    id: "unsubscribe-me",
    language: "en",
    stems: ["unsubscribe", "unsub"],
    where: "within",
    pattern:
      /\b(?:(?:want|wish|like|need|trying|tried|asked|asking|how) (?:do i |can i |to )*(?:to )?(?:be )?unsub(?:scribe)?d?|unsub(?:scribe)? (?:me|us|my number|my phone|this number|this phone))\b/,
  },
  {
    id: "unsubscribe-misspelled",
    language: "en",
    stems: ["unsus", "unsubs", "unsubc", "un subs", "un-subs"],
    where: "reply",
    pattern: /^un[ -]?su[bs]{1,2}c?r?[iy]?[bp]e?(?: me)?$/,
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
        "(?:me|us|my (?:phone|number)|this (?:phone|number|person)|here)\\b(?! (?:the|a|an|your|where|when|until|about|if|before|after|that) )",
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
        "(?:your|this|the) (?:\\w+ )?list)|hear from (?:you|y'all|this|your)|(?:you )(?:to )?(?:text|message|contact)(?:ing)? me)\\b",
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
    id: "fr-arretez",
    language: "fr",
    stems: ["arret"],
    where: "clause",
    pattern: /^arret(?:e|ez|er)(?: (?:ca|cela|tout|moi ca|les frais))?$/,
  },
  {
    id: "fr-arretez-de",
    language: "fr",
    stems: ["arret", "cess"],
    where: "within",
    pattern:
      /(?<!n'|ne )\b(?:arret(?:e|ez|er)|cess(?:e|ez|er))(?! (?:pas|jamais)) (?:de |d')(?:m'|me |nous )?(?:envoyer|ecrire|contacter|texter|harceler|spammer|deranger|embeter|solliciter)/,
  },
  {
    id: "fr-arretez-les",
    language: "fr",
    stems: ["arret", "stop"],
    where: "within",
    pattern:
      /(?<!n'|ne )\b(?:arret(?:e|ez|er)|stop)(?! (?:pas|jamais))(?: (?:avec|tous|toutes|les|vos|ces|aux|de|tes))* (?:sms|messages?|textos?|envois?|pubs?|publicites?|spams?)\b/,
  },
  {
    id: "fr-desabonner",
    language: "fr",
    stems: ["desabonn", "desinscri"],
    where: "within",
    pattern:
      /\b(?:desabonne[rz]?|desinscri(?:re|vez|s))[ -](?:moi|nous)\b|\b(?:me|nous) (?:desabonner|desinscrire)\b|^(?:desabonner|desabonne[rz]|desabonnement|desinscrire|desinscription)$/,
  },
  {
    id: "fr-ne-plus",
    language: "fr",
    stems: ["plus"],
    where: "within",
    pattern: new RegExp(
      "\\bne (?:plus|(?:veux|souhaite|desire|voudrais) plus) (?:rien |jamais |etre |vous |m'|me " +
        `)*(?:contactee?s?|sollicitee?s?|contacter|ecrire|(?:recevoir|avoir|envoyer)(?:$| ${FRENCH_TEXTS})|${FRENCH_TEXTS})|\\b(?:veux|souhaite|desire) ` +
        `plus recevoir ${FRENCH_TEXTS}`,
    ),
  },
  {
    id: "fr-m-envoyez-plus",
    language: "fr",
    stems: ["plus"],
    where: "within",
    pattern:
      /\b(?:ne )?(?:m'|me )(?:envoye[rz]|envoie|envoies|ecrivez|ecris|contacte[rz]?|contactes)(?: plus)(?: (?:de|rien|aucun|jamais)\b|$)/,
  },
  {
    id: "fr-plus-de-sms",
    language: "fr",
    stems: ["plus"],
    where: "clause",
    pattern: /^plus (?:de|aucun|jamais de) (?:sms|messages?|textos?|pubs?|publicites?)$/,
  },
  {
    id: "fr-liste",
    language: "fr",
    stems: ["retire", "enleve", "supprime", "efface"],
    where: "within",
    pattern:
      /\b(?:retire[rz]?|enleve[rz]?|supprime[rz]?|efface[rz]?)[ -](?:moi|mon numero|ce numero|mes coordonnees)\b/,
  },
  {
    id: "fr-tranquille",
    language: "fr",
    stems: ["laisse", "paix"],
    where: "within",
    pattern: /\blaisse[rz]?[ -](?:moi|nous) tranquilles?\b|\bfoute[rz]?[ -]moi la paix\b/,
  },

  {
    id: "es-alto",
    language: "es",
    stems: ["alto", "para", "pare", "basta", "baja", "deten"],
    where: "reply",
    pattern:
      /^(?:alto|parar|para|pare|paren|basta|ya basta|basta ya|baja|dar de baja|detener|detente|cancelar suscripcion)$/,
  },
  {
    id: "es-deja-de",
    language: "es",
    stems: ["deja", "deje", "para", "pare", "basta"],
    where: "within",
    pattern:
      /(?<!\bno )\b(?:deja|dejen|deje|dejar|dejad|para|pare|paren|parar|basta) (?:ya )?de (?:enviar|mandar|escribir|molestar|textear|contactar|mensajear|llamar)(?:me|nos|te)?\b/,
  },
  {
    id: "es-no-me-envien",
    language: "es",
    stems: ["no "],
    where: "within",
    pattern:
      /\bno (?:me |nos )?(?:envi(?:e|en|es|eis|ar)|mand(?:e|en|es|eis|ar)|escrib(?:a|an|as|ir)|contact(?:e|en|es|ar)|molest(?:e|en|es|ar))(?:me)? (?:mas|nada|nunca)\b/,
  },
  {
    id: "es-no-quiero",
    language: "es",
    stems: ["no "],
    where: "within",
    pattern:
      /\b(?:no|ya no|no mas) (?:quiero|deseo|quisiera) (?:recibir )?(?:mas |sus |estos |tus |ningun )*(?:mensajes?|textos?|sms|promociones|publicidad)\b/,
  },
  {
    id: "es-no-mas",
    language: "es",
    stems: ["no mas", "ya no"],
    where: "clause",
    pattern: /^(?:ya )?no mas(?: (?:mensajes?|textos?|sms|publicidad))?$/,
  },
  {
    id: "es-baja",
    language: "es",
    stems: ["baja"],
    where: "within",
    pattern: /\b(?:dar|den|de|da)(?:me|nos)(?: de)? baja\b|\bquiero (?:la|mi) baja\b/,
  },
  {
    id: "es-lista",
    language: "es",
    stems: ["lista", "numero"],
    where: "within",
    pattern:
      /\b(?:quit|sac|sac?qu|borr|elimin|remuev)(?:e|en|a|ar|an)?(?:me|nos) de (?:la|su|tu|esta|sus) listas?\b|\b(?:borre|borren|borra|elimine|eliminen|elimina) mi numero\b/,
  },
  {
    id: "es-en-paz",
    language: "es",
    stems: ["paz"],
    where: "within",
    pattern: /\bdeje?(?:n|a|d)?(?:me|nos) en paz\b|\bdejame en paz\b/,
  },

  {
    id: "pt-pare",
    language: "pt",
    stems: ["par", "sair", "descadastr"],
    where: "reply",
    pattern: /^(?:parar|pare|sair|descadastrar|descadastre-me|remover)$|^me descadastr(?:e|a)$/,
  },
  {
    id: "pt-pare-de",
    language: "pt",
    stems: ["par", "nao quero"],
    where: "within",
    pattern:
      /(?<!\bnao )\b(?:pare|parem|para) de (?:me )?(?:enviar|mandar|escrever)\b|\bnao quero (?:mais )?(?:receber )(?:mais )?(?:suas |essas |estas )?(?:mensagens|sms|nada)/,
  },
  {
    id: "de-stopp",
    language: "de",
    stems: ["stopp", "abmeld", "abbestell", "aufhor"],
    where: "reply",
    pattern: /^(?:stopp|abmelden|abmeldung|abbestellen|aufhoren|bitte abmelden|mich abmelden)$/,
  },
  {
    id: "de-keine",
    language: "de",
    stems: ["keine"],
    where: "within",
    pattern:
      /\bkeine (?:weiteren )?(?:sms|nachrichten|werbung|texte)(?: mehr)?(?: (?:senden|schicken|erhalten|bekommen))?$/,
  },
  {
    id: "it-basta",
    language: "it",
    stems: ["cancella", "disiscriv", "smett", "non voglio"],
    where: "within",
    pattern:
      /\b(?:cancellatemi|cancellami|disiscrivimi|disiscrivetemi)\b|\bsmett(?:ete|ila|etela) di (?:scrivermi|mandarmi|inviarmi)\b|\bnon voglio piu (?:ricevere )?(?:sms|messaggi)\b/,
  },
  {
    id: "nl-afmelden",
    language: "nl",
    stems: ["afmeld", "uitschrijv", "geen"],
    where: "clause",
    pattern: /^(?:afmelden|uitschrijven|meld mij af|geen (?:sms|berichten)(?:'s)? meer)$/,
  },
];
