import { anyOf, type StopPhrase } from "./stop-phrase.ts";

/** Spanish and Portuguese. */
export const iberianPhrases: readonly StopPhrase[] = [
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
    pattern: anyOf(
      /\b(?:quit|sac|sac?qu|borr|elimin|remuev)(?:e|en|a|ar|an)?(?:me|nos) de (?:la|su|tu|esta|sus) listas?\b/,
      /\b(?:borre|borren|borra|elimine|eliminen|elimina) mi numero\b/,
    ),
  },
  {
    id: "es-en-paz",
    language: "es",
    stems: ["paz"],
    where: "within",
    pattern: /\bdeje?(?:n|a|d)?(?:me|nos) en paz\b|\bdejame en paz\b/,
  },

  {
    id: "pt-pare-de",
    language: "pt",
    stems: ["par", "nao quero"],
    where: "within",
    pattern: anyOf(
      /(?<!\bnao )\b(?:pare|parem|para) de (?:me )?(?:enviar|mandar|escrever)\b/,
      /\bnao quero (?:mais )?(?:receber )(?:mais )?(?:suas |essas |estas )?(?:mensagens|sms|nada)/,
    ),
  },
  {
    id: "pt-lista",
    language: "pt",
    stems: ["tir", "remov", "numero", "paz", "mais", "chega"],
    where: "within",
    pattern: anyOf(
      /\b(?:me (?:tire|tira|tirem|remova|remove|removam)|(?:tire|remova)-me) (?:da|desta|dessa|do) (?:sua )?(?:lista|cadastro)\b/,
      /\b(?:remova|apague|exclua|remove|apaga) (?:o )?meu numero\b/,
      /\bnao (?:me )?(?:envie|enviem|mande|mandem|manda)(?:-me)? (?:mais|nada)\b/,
      /\bchega de (?:mensagens?|sms|propagandas?)\b|\bme deix(?:e|a|em) em paz\b/,
    ),
  },
];
