import { z } from "zod";
import { foldText } from "./reply-text.ts";

const MAX_KEYWORDS = 5;

const keyword = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[\p{L}\p{N}]{3,20}$/u, "use 3 to 20 letters or digits, without spaces");

/**
 * Text-to-join: who texts one of the keywords agrees to the wording that the merchant publishes beside them. The server
 * versions a new wording.
 */
export const textToJoin = z
  .object({
    keywords: z
      .array(keyword)
      .min(1, "add a keyword, or remove text-to-join")
      .max(MAX_KEYWORDS, `is more than ${MAX_KEYWORDS} keywords`)
      .refine((words) => new Set(words).size === words.length, "has a keyword twice"),
    wording: z
      .string()
      .trim()
      .min(1, "write the wording that customers read")
      .max(2_000, "is longer than 2,000 characters"),
    version: z.string().max(50),
    /** The merchant's word that customers read the wording wherever the keyword is published. */
    confirmed: z.literal(true, "confirm that customers read this wording beside the keyword"),
  })
  .nullable()
  .default(null);
export type TextToJoin = NonNullable<z.infer<typeof textToJoin>>;

/** The keyword that a reply consists of, in any case and punctuation; null for none. */
export function joinKeywordIn(reply: string, join: TextToJoin | null): string | null {
  const word = foldText(reply).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return join?.keywords.find((each) => foldText(each) === word) ?? null;
}
