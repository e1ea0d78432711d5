import { z } from "zod";

const MAX_LENGTH = 2_000;

/** The text of a note in a conversation, or of a comment on a task. */
export const noteText = z
  .string()
  .trim()
  .min(1, "is empty: write something")
  .max(MAX_LENGTH, "is longer than 2,000 characters");
