/** A reason for which the carriers refused a registration. */
export interface Refusal {
  /** Twilio's code; null when it gave none. */
  code: string | null;
  /** Twilio's own words. */
  reason: string;
}

/** What a refusal means, and what to mend. Source: Twilio's error dictionary, 30440 to 30513. */
const remedies: readonly (readonly [codes: readonly string[], words: string])[] = [
  [["30441", "30443", "30460", "30464"], "The carriers take no texts about what the shop sells or offers."],
  [["30442"], "The description of the texts is not clear. Say what customers get, and on what occasion."],
  [
    ["30445"],
    "A fact about the business is wrong or cannot be confirmed. Compare name, number and address with the company register.",
  ],
  [["30446"], "It is not clear how customers agree. Show a picture of the form with its consent text, unticked."],
  [["30447"], "The number cannot be registered. Release it and choose another."],
  [["30448"], "What the shop sells needs a check of the customer's age before they agree to texts."],
  [["30449"], "The sample text has a link that cannot be opened, or one of a public link shortener."],
  [["30451"], "The address of the business is wrong. Write it as the company register does."],
  [
    ["1012"],
    "The texts remind of carts: the consent text, the privacy policy and " +
      "the terms must say so, and the opt-in must be confirmed by text.",
  ],
];

/** What the merchant should mend; null for a code outside the table, whose own words then stand alone. */
export const remedyFor = ({ code }: Refusal): string | null =>
  remedies.find(([codes]) => codes.includes(code ?? ""))?.[1] ?? null;
