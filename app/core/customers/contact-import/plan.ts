import { z } from "zod";
import { contactFields } from "./fields.ts";
import { dateOrders } from "./dates.ts";

/** The longest list, in bytes and in rows. */
export const MAX_LIST_BYTES = 64 * 1024 * 1024;
export const MAX_LIST_ROWS = 500_000;
/** A part of a list, as it is uploaded. */
export const LIST_PART_BYTES = 256 * 1024;
/** How long an import can be undone. */
export const UNDO_DAYS = 30;

const column = z.int().min(0).max(199);
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullable()
    .transform((value) => value || null);

/** How a list is to be read, as the merchant says. */
export const readingPlan = z.strictObject({
  columns: z.strictObject({
    ...(Object.fromEntries(contactFields.map((field) => [field, column.optional()])) as Record<
      (typeof contactFields)[number],
      z.ZodOptional<z.ZodInt>
    >),
    phone: z.int({ error: "choose the column with the phone numbers" }).min(0).max(199),
  }),
  /** ISO 3166 alpha-2 code of numbers without a prefix. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  dateOrder: z.enum(dateOrders),
  source: optional(200),
  words: optional(2_000),
});

/** What is to be done with a list that was checked. */
export const importPlan = z.strictObject({
  /** In the words of the person who imports it: that these people agreed to texts from this shop. */
  statement: z
    .string()
    .trim()
    .min(20, "say in your words that these people agreed, in 20 characters or more")
    .max(1_000),
  /** A static segment that all contacts join. */
  segmentId: z.uuid().nullable(),
  startsAutomations: z.boolean(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** Who stated that the people of a list agreed. */
export interface ConsentStatement {
  words: string;
  /** Name of the person. */
  by: string;
  /** ISO instant. */
  at: string;
}

/** The words of the proof of one number: what was agreed to and where, and who stands for it. */
export const proofWordsOf = (
  { words, source }: { words: string | null; source: string },
  statement: ConsentStatement,
): string =>
  [
    words ?? "The list does not tell the wording.",
    `Source: ${source}.`,
    `Stated at the import by ${statement.by} at ${statement.at}: “${statement.words}”`,
  ].join("\n");
