/** Why a text did not arrive, by Twilio error code. Source: Twilio's error dictionary. */
const failureTexts = new Map<string, string>(
  Object.entries({
    "21211": "The number is not valid",
    "21408": "Texts to this country are not switched on at Twilio; the operator can switch them on",
    deactivated: "The number was given up by its owner",
    landline: "The number is a landline",
    "21610": "The customer has unsubscribed",
    "21614": "The number is not a mobile phone’s",
    "30003": "The phone is switched off or out of reach",
    "30004": "The number blocks texts from this sender",
    "30005": "The number is not in use",
    "30006": "The number is a landline, or its carrier takes no texts",
    "30007": "The carrier took the text for spam",
    "30008": "The carrier did not say why",
    "30011": "The number or its carrier takes no pictures",
    "30019": "The picture is too large for the carrier",
    "30032": "Your toll-free number is not verified yet",
    "30034": "Your number is not registered with the carriers",
  }),
);

/** The text for a code, or undefined for a code outside the table. */
export const knownFailure = (code: string): string | undefined => failureTexts.get(code);

/** @param code null when the provider gave none */
export const formatFailure = (code: string | null): string =>
  failureTexts.get(code ?? "") ?? "The carrier gave no reason";
