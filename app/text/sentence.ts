/** "Today at 2:05 pm" as it stands within a sentence: "today at 2:05 pm". Names of months keep their capital. */
export const within = (when: string): string => when.replace(/^(Today|Yesterday|Tomorrow)\b/, (day) => day.toLowerCase());

/** A sentence of its own as part of another. */
export const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
