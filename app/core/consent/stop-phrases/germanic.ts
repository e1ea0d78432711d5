import { anyOf, type StopPhrase } from "./stop-phrase.ts";

/** German, Dutch and the Scandinavian languages. */
export const germanicPhrases: readonly StopPhrase[] = [
  {
    id: "de-keine",
    language: "de",
    stems: ["keine"],
    where: "within",
    pattern:
      /\bkeine (?:weiteren )?(?:sms|nachrichten|werbung|texte)(?: mehr)?(?: (?:senden|schicken|erhalten|bekommen))?$/,
  },
  {
    id: "nl-geen",
    language: "nl",
    stems: ["geen"],
    where: "clause",
    pattern: /^(?:geen (?:sms|berichten)(?:'s)? meer)$/,
  },
  {
    id: "de-nicht-mehr",
    language: "de",
    stems: ["hor", "nicht mehr", "nie wieder", "losch", "nehm", "nimm", "will keine", "mochte keine", "melde", "ruhe"],
    where: "within",
    pattern: anyOf(
      /\bhor(?:t|en sie)? auf\b/,
      /\b(?:schreib|schreibt|schreiben sie|schick|schickt|schicken sie|kontaktier|kontaktiert|kontaktieren sie) (?:mir|mich|uns) (?:bitte )?(?:nicht mehr|nie wieder|nichts mehr|keine \S+ mehr)\b/,
      /\b(?:losch|loscht|loschen sie|entfern|entfernt|entfernen sie) (?:bitte )?(?:meine (?:nummer|handynummer|telefonnummer|daten)|mich)\b/,
      /\b(?:nehmt|nimm|nehmen sie) mich (?:bitte )?(?:aus|von|vom)\b/,
      /\b(?:will|mochte|wunsche) (?:bitte )?keine (?:weiteren )?(?:sms|nachrichten|werbung|texte)\b/,
      /\bmelde(?:n sie)? mich (?:bitte )?ab\b|\blass(?:t|en sie)? mich in ruhe\b/,
    ),
  },
  {
    id: "nl-stop-met",
    language: "nl",
    stems: ["stop met", "niets meer", "niet meer", "geen", "schrijf", "verwijder", "rust", "meld"],
    where: "within",
    pattern: anyOf(
      /\bstop met (?:het )?(?:sturen|berichten|sms|smsen|appen|lastigvallen)\b/,
      /\bstuur (?:mij |me )?(?:aub )?(?:geen \S+ meer|niets meer|niet meer)\b/,
      /\bik wil geen (?:berichten|sms|sms'jes|reclame)\b|\bschrijf (?:mij|me) (?:aub )?uit\b/,
      /\bmeld (?:mij|me) (?:aub )?af\b|\bverwijder (?:mij|me|mijn (?:telefoon)?nummer)\b/,
      /\blaat (?:mij|me) met rust\b/,
    ),
  },
  {
    id: "sv-sluta",
    language: "sv",
    stems: ["sluta", "skicka", "vill inte", "ta bort", "avregistrera"],
    where: "within",
    pattern: anyOf(
      /\bsluta (?:skicka|sms|smsa|texta|kontakta|spamma)\b|\bskicka inte (?:fler|mer|sms)\b/,
      /\bvill inte (?:ha|fa) (?:fler |mer |nagra )?(?:sms|meddelanden|reklam)\b/,
      /\bta bort (?:mig|mitt nummer)\b|\bavregistrera mig\b/,
    ),
  },
  {
    id: "da-no-stop",
    language: "da",
    stems: ["stop med", "slutt a", "ikke", "fjern", "slett", "meld"],
    where: "within",
    pattern: anyOf(
      /\bstop med at (?:sende|skrive|sms)|\bslutt (?:a|med a) (?:sende|skrive)\b/,
      /\b(?:ikke send|send ikke|send meg ikke|send mig ikke) (?:flere|mere|mer)\b/,
      /\bvil ikke ha(?:ve)? (?:flere |mere |mer )?(?:sms|beskeder|meldinger|reklame)\b/,
      /\b(?:fjern|slett) (?:mig|meg|mit nummer|nummeret mitt)\b|\b(?:af|av)?meld (?:mig|meg)(?: af| av)?$/,
    ),
  },
];
