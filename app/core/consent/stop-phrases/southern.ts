import { anyOf, type StopPhrase } from "./stop-phrase.ts";

/** Italian, Romanian, the Slavic languages, Finnish, Hungarian, Greek and Turkish. */
export const southernPhrases: readonly StopPhrase[] = [
  {
    id: "it-basta",
    language: "it",
    stems: ["cancella", "disiscriv", "smett", "non voglio"],
    where: "within",
    pattern: anyOf(
      /\b(?:cancellatemi|cancellami|disiscrivimi|disiscrivetemi)\b/,
      /\bsmett(?:ete|ila|etela) di (?:scrivermi|mandarmi|inviarmi)\b/,
      /\bnon voglio piu (?:ricevere )?(?:sms|messaggi)\b/,
    ),
  },
  {
    id: "it-lista",
    language: "it",
    stems: ["togli", "rimuov", "non scriv", "non mandar", "mandate", "inviate", "pace", "numero", "basta"],
    where: "within",
    pattern: anyOf(
      /\b(?:toglietemi|toglimi|rimuovetemi|rimuovimi|levatemi) (?:dalla|da questa) lista\b/,
      /\bnon (?:mandatemi|inviatemi|scrivetemi|mandarmi|scrivermi) piu\b|\blasciatemi in pace\b/,
      /\b(?:cancellate|cancella|rimuovete|eliminate) il mio numero\b/,
      /\bbasta (?:con )?(?:gli |i |questi )?(?:sms|messaggi|pubblicita)\b/,
    ),
  },
  {
    id: "ro-nu-mai",
    language: "ro",
    stems: ["mai", "dezabon", "sterge", "opriti"],
    where: "within",
    pattern: anyOf(
      /\bnu(?:-mi| mi)? mai (?:trimiteti|trimite|scrieti|scrie|vreau|doresc)\b/,
      /\bdezabon(?:ati|eaza)(?:-ma| ma)\b|\bstergeti(?:-mi)? numarul\b|\bopriti (?:mesajele|sms)/,
    ),
  },
  {
    id: "ru-ne-prisylat",
    language: "ru",
    stems: ["не ", "отпи", "хватит", "прекрат", "удал", "уберите", "перестан", "отстан"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:не (?:присылаи|присылаите|шлите|пишите|пиши|отправляите|беспокоите|надо (?:мне )?(?:писать|слать|присылать))|отпиш(?:и|ите) (?:меня|мои номер)|(?:хватит|прекратите|перестаньте) (?:мне )?(?:слать|присылать|писать|спамить|рассыл\p{L}*|спам\p{L}*)|(?:удалите|уберите) (?:меня|мои номер)|отстаньте)(?!\p{L})/u,
  },
  {
    id: "uk-ne-nadsylaty",
    language: "uk",
    stems: ["не ", "відпиш", "припин", "видал"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:не (?:надсилаите|надсилаи|пишіть|пиши|шліть|турбуите)|відпишіть мене|припиніть (?:надсилати|писати|слати)|видаліть (?:мене|міи номер))(?!\p{L})/u,
  },
  {
    id: "pl-nie-wysylac",
    language: "pl",
    stems: ["nie ", "przesta", "wypisz", "usun"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:nie (?:wysyłajcie|wysyłaj|wysyłać|przysyłajcie|piszcie|pisz|chce (?:wiecej )?(?:sms|wiadomosci|smsow))|prosze nie (?:wysyłac|pisac)|przesta(?:n|ncie) (?:wysyłac|pisac|do mnie)|wypisz(?:cie)? mnie|usun(?:cie)? (?:mnie|moj numer))(?!\p{L})/u,
  },
  {
    id: "cs-neposilat",
    language: "cs",
    stems: ["neposil", "nepis", "odhlas", "prestan", "smaz", "nechci"],
    where: "within",
    pattern: anyOf(
      /\b(?:neposilejte|neposielajte|nepiste|neposilat)\b|\bodhlaste me\b|\bodhlas(?:te)? ma\b/,
      /\bprestante (?:psat|posilat|pisat|posielat)\b|\bsmazte (?:me|moje cislo)\b/,
      /\bnechci (?:dalsi |zadne )?(?:sms|zpravy)\b/,
    ),
  },
  {
    id: "hu-ne-kuldjenek",
    language: "hu",
    stems: ["ne ku", "ne ir", "nem ker", "torol", "leirat"],
    where: "within",
    pattern: anyOf(
      /\bne (?:kuldj(?:on|enek|etek)?|irj(?:on|anak|atok)?)\b(?=.*\b(?:tobb|tobbet|sms|uzenet\w*)\b)/,
      /\bnem kerek (?:tobb )?(?:sms|uzenet|reklam)|\btoroljek? a szamom|\bleiratkoz\w*/,
    ),
  },
  {
    id: "fi-ala-laheta",
    language: "fi",
    stems: ["ala laheta", "alkaa lahett", "en halua", "poista", "lopettakaa"],
    where: "within",
    pattern: anyOf(
      /\bala laheta\b|\balkaa lahettako\b/,
      /\ben halua (?:enempaa |lisaa |naita )?(?:viesteja|tekstiviesteja|mainoksia)\b/,
      /\bpoista(?:kaa)? (?:minut|numeroni)\b|\blopettakaa (?:viestit|viestien)/,
    ),
  },
  {
    id: "hr-nemojte-slati",
    language: "hr",
    stems: ["nemoj", "odjavi", "presta", "ne zelim"],
    where: "within",
    pattern: anyOf(
      /\bnemoj(?:te)? (?:mi )?(?:vise )?(?:slati|pisati)\b|\bodjavite me\b|\bprestanite (?:slati|pisati)\b/,
      /\bne zelim (?:vise )?(?:poruke|sms)\b/,
    ),
  },
  {
    id: "el-min-stelnete",
    language: "el",
    stems: ["μη", "σταματ", "διαγρα"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:μην? (?:μου )?(?:στελνετε|ξαναστειλετε|στελνεις)|σταματηστε να (?:μου )?στελνετε|διαγραψτε (?:με|τον αριθμο))(?!\p{L})/u,
  },
  {
    id: "tr-mesaj-atma",
    language: "tr",
    stems: ["mesaj", "sms", "listeden", "abonelik", "numarami"],
    where: "within",
    pattern: anyOf(
      /\b(?:mesaj|sms)(?:lar)? (?:atma|atmayin|gonderme|gondermeyin|istemiyorum|yollamayin)\b/,
      /\blisteden (?:cikar|cikarin|sil)\b|\babonelig\S* iptal\b|\babonelikten (?:cik|cikar|cikmak)/,
      /\bnumarami (?:sil|silin)\b/,
    ),
  },
];
