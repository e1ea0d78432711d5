/** "Today at 2:05 pm" as it stands within a sentence: "today at 2:05 pm". Names of months keep their capital. */
export const within = (when: string): string =>
  when.replace(/^(Today|Yesterday|Tomorrow)\b/, (day) => day.toLowerCase());

/** A sentence of its own as part of another. */
export const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** A part of a sentence by itself. */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a remark says of something that is not named: "must be 1 or more" of this, "choose a segment" of nothing. */
const SAYS_OF_THIS = /^(is|are|has|have|must|may|cannot|would|names|takes|holds|asks|lies)\b/;

/** A remark as it stands by itself: "must be 1 or more" is "This must be 1 or more." */
export function asSentence(remark: string): string {
  const whole = SAYS_OF_THIS.test(remark) ? `This ${remark}` : capitalised(remark);
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
}

/** "frequency_cap" and "smsConsent" as "Frequency cap" and "Sms consent": for words that have no better text yet. */
export function spelledOut(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return capitalised(words);
}

/** Words in quotation marks; marks within them are the single ones. */
export const quoted = (words: string): string => `“${words.replaceAll("“", "‘").replaceAll("”", "’")}”`;
