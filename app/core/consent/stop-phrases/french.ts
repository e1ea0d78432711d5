import { anyOf, type StopPhrase } from "./stop-phrase.ts";

const FRENCH_TEXTS =
  "(?:(?:de|des|vos|ces|tes|aucun|aucune|rien) )*(?:sms|messages?|textos?|pubs?|publicites?|rien)\\b";

export const frenchPhrases: readonly StopPhrase[] = [
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
    pattern: anyOf(
      /\b(?:desabonne[rz]?|desinscri(?:re|vez|s))[ -](?:moi|nous)\b/,
      /\b(?:me|nous) (?:desabonner|desinscrire)\b/,
      /^(?:desabonner|desabonne[rz]|desabonnement|desinscrire|desinscription)$/,
    ),
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
];
