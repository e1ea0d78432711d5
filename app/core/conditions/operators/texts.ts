import { z } from "zod";

const MOST_TEXTS = 250;
const MOST_SAID = 10;

/** A text to compare with. */
export const text = z
  .string("use a text")
  .min(1, "write what to compare with")
  .max(500, "is longer than 500 characters");

/** Texts to choose among. */
export const texts = z
  .array(text, "use a list of texts")
  .min(1, "name at least one")
  .max(MOST_TEXTS, `names more than ${MOST_TEXTS}`);

/**
 * Capitals and small letters are the same to every comparison of texts: people write "VIP" and "vip" and mean one
 * thing.
 */
export const fold = (written: string): string => written.normalize("NFC").toLowerCase();

export const quote = (written: string): string => `“${written}”`;

export const formatList = (items: readonly string[]): string =>
  items.length > MOST_SAID
    ? `${items.slice(0, MOST_SAID).join(", ")} and ${items.length - MOST_SAID} more`
    : items.join(", ");
