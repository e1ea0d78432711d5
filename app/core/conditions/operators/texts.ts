import { z } from "zod";

const MAX_TEXTS = 250;
const MAX_FORMATTED = 10;

/** A text operand. */
export const text = z
  .string("use a text")
  .min(1, "write what to compare with")
  .max(500, "is longer than 500 characters");

/** A list of text operands. */
export const texts = z
  .array(text, "use a list of texts")
  .min(1, "name at least one")
  .max(MAX_TEXTS, `names more than ${MAX_TEXTS}`);

/** Normalises text for comparison: "VIP" equals "vip". */
export const fold = (value: string): string => value.normalize("NFC").toLowerCase();

export const quote = (value: string): string => `“${value}”`;

export const formatList = (items: readonly string[]): string =>
  items.length > MAX_FORMATTED
    ? `${items.slice(0, MAX_FORMATTED).join(", ")} and ${items.length - MAX_FORMATTED} more`
    : items.join(", ");
