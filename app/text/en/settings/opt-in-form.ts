import type { FormObjection } from "#core/consent/opt-in-form.ts";

const objections: Record<FormObjection, string> = {
  phone_missing: "Enter your mobile number.",
  phone_invalid: "This is not a phone number. Check its digits and its country.",
  country_not_served: "We cannot text numbers of this country yet. Enter another number.",
  not_agreed: "Tick the box to agree to the texts.",
};

/** The opt-in form of the storefront, and what it answers. The theme block has the same words in its own languages. */
export const optInForm = {
  title: (shop: string) => `Texts from ${shop}`,
  country: "Country",
  phone: "Mobile number",
  submit: "Sign up",
  objections,
  asked: "Almost done. Reply YES to the text that we send you.",
  /** The same words for every number: the answer must not tell strangers who gets texts and who has stopped them. */
  askedBody:
    "At night it comes in the morning. A number that gets our texts already is not asked again. Did you once answer " +
    "STOP? Then text START to our number first.",
  wordingChanged: "The text beside the box has changed. Read it, then sign up again.",
  closed: "This store takes no sign-ups at the moment.",
  tooMany: (seconds: number) => `Too many attempts. Try again in ${Math.ceil(seconds / 60)} min.`,
  back: "Back to the store",
};
