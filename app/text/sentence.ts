/** Lowercases "Today" and the like inside a sentence: "today at 2:05 pm". Months keep their capital. */
export const within = (when: string): string =>
  when.replace(/^(Today|Yesterday|Tomorrow)\b/, (day) => day.toLowerCase());

/** Lowercases the first letter. */
export const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** Capitalises the first letter. */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Remarks that start with a verb need a subject: "must be 1 or more", but not "choose a segment". */
const SAYS_OF_THIS = /^(is|are|has|have|must|may|cannot|would|names|takes|holds|asks|lies)\b/;

/** Turns a remark into a sentence: "must be 1 or more" into "This must be 1 or more." */
export function asSentence(remark: string): string {
  const whole = SAYS_OF_THIS.test(remark) ? `This ${remark}` : capitalised(remark);
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
}

/** "frequency_cap" as "Frequency cap", "smsConsent" as "Sms consent": the fallback for keys without a label. */
export function spelledOut(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return capitalised(words);
}

/** Quotes words; nested quotes become single. */
export const quoted = (words: string): string => `“${words.replaceAll("“", "‘").replaceAll("”", "’")}”`;

/** Cuts a text to so many characters, at the end of a word. */
export function shortened(words: string, most: number): string {
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.-]+$/, "")}…`;
}
