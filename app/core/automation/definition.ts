import { z } from "zod";
import { step } from "../actions/index.ts";
import { triggerChoice, triggerTypes } from "../triggers/index.ts";

/** Whether a customer may come in again: once ever, once for each checkout or order, or each time. */
const reentryRules = ["once", "per_subject", "every_time"] as const;

/** What ends a sequence early: an event of the same customer, or about the same thing. */
const exit = z.object({ on: z.enum(triggerTypes), match: z.enum(["customer", "subject"]) });
export type Exit = z.infer<typeof exit>;

/** What a merchant configures: a plain document, kept by version. */
const definition = z.object({
  name: z.string().trim().min(1, "give it a name").max(100, "is longer than 100 characters"),
  description: z.string().max(500, "is longer than 500 characters").default(""),
  /** Marketing needs consent and keeps quiet hours; transactional tells a buyer of what they bought. */
  kind: z.enum(["marketing", "transactional"]),
  trigger: triggerChoice,
  reentry: z.enum(reentryRules),
  exits: z.array(exit).max(20).default([]),
  steps: z
    .array(step)
    .min(1, "add a step")
    .max(100, "is more than 100 steps")
    .superRefine((steps, issues) => {
      const seen = new Set<string>();
      for (const [at, { id }] of steps.entries()) {
        if (seen.has(id)) issues.addIssue({ code: "custom", path: [at, "id"], message: `"${id}" names an earlier step already; give each its own` });
        seen.add(id);
      }
    }),
});
export type Definition = z.infer<typeof definition>;
/** A definition as written, before defaults. */
export type DefinitionDocument = z.input<typeof definition>;

export interface Problem {
  /** Where, such as "steps.0.config.body". */
  path: string;
  message: string;
}

/** @returns the definition, or every problem at once, each with its place */
export function readDefinition(document: unknown): { definition: Definition } | { problems: Problem[] } {
  const result = definition.safeParse(document);
  if (result.success) return { definition: result.data };
  return { problems: result.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) };
}
