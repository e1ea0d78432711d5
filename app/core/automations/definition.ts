import { z } from "zod";
import { step } from "../actions/index.ts";
import { condition } from "../conditions/index.ts";
import { plainErrorMap } from "../schema-messages.ts";
import type { MessageKind } from "../sending/message-kind.ts";
import type { Problem } from "../problem.ts";
import { duration } from "../time/duration.ts";
import { triggerChoice, triggerTypes } from "../triggers/index.ts";
import { checkTemplateWork } from "./check-template-work.ts";
import { crossCheck } from "./cross-check.ts";

/**
 * The re-entry rule: once per customer, once per customer and day of theirs, once per subject (such as a checkout), every
 * time, or again after a period.
 */
const reentry = z.union([z.enum(["once", "once_a_day", "per_subject", "every_time"]), z.object({ after: duration })], {
  error: 'use "once", "once_a_day", "per_subject", "every_time" or { after: { amount, unit } }',
});

/** An event that ends a sequence early: of the same customer, or about the same subject. */
const exit = z.object({ on: z.enum(triggerTypes), match: z.enum(["customer", "subject"]) });
export type Exit = z.infer<typeof exit>;

/** A merchant's automation as a plain document; each published version is immutable. */
export const definition = z.object({
  name: z.string().trim().min(1, "give it a name").max(100, "is longer than 100 characters"),
  description: z.string().max(500, "is longer than 500 characters").default(""),
  /**
   * marketing needs consent and respects quiet hours; transactional informs a buyer about a purchase; opt_in requests
   * consent.
   */
  kind: z.enum(["marketing", "transactional", "opt_in"]),
  trigger: triggerChoice,
  /** Entry conditions; absent: every customer may enter. */
  conditions: condition.optional(),
  reentry,
  /** The maximum number of active sequences per customer. */
  concurrent: z.number().int().min(1, "must be 1 or more").max(100, "is more than 100").optional(),
  exits: z.array(exit).max(20, "is more than 20 exits").default([]),
  /** Evaluated before every step; a match ends the sequence. */
  exitWhen: condition.optional(),
  /** When the outcome of a text stays unknown: hold it, or send it again (two copies rather than none). */
  ifUnknown: z.enum(["hold", "send_again"]).default("hold"),
  steps: z.array(step).min(1, "add a step").max(100, "is more than 100 steps"),
});
/** A merchant's definition. */
export type MerchantDefinition = z.infer<typeof definition>;

/**
 * The schema of built-in automations: of marketing, or of kinds that merchants cannot choose because they need no
 * marketing consent.
 */
export const builtInDefinition = definition.extend({ kind: z.enum(["conversation", "test", "marketing"]) });
export type Definition = Omit<MerchantDefinition, "kind"> & { kind: MessageKind };
/** A definition before defaults. */
export type DefinitionDocument = z.input<typeof definition>;

/**
 * Parses a definition.
 * @returns the definition, or all problems with path and remedy
 */
export function readDefinition(document: unknown): { definition: MerchantDefinition } | { problems: Problem[] } {
  const overload = checkTemplateWork(document);
  if (overload) return { problems: [overload] };
  const result = definition.safeParse(document, { error: plainErrorMap });
  const crossProblems = crossCheck(document);
  const schemaProblems =
    result.error?.issues.map(({ code, path, message }) => ({ code, path: path.join("."), message })) ?? [];
  const problems = [
    ...schemaProblems
      .filter((general) => !isReportedCloser(general, crossProblems))
      .map(({ path, message }) => ({ path, message })),
    ...crossProblems,
  ];
  return result.success && problems.length === 0 ? { definition: result.data } : { problems };
}

/**
 * Whether the cross-check reports the same issue more precisely: a problem inside a condition replaces the general one,
 * and a question without a field needs no report of its missing operator.
 */
const isReportedCloser = ({ code, path }: { code: string; path: string }, crossProblems: readonly Problem[]): boolean =>
  crossProblems.some(
    (one) =>
      one.path === path ||
      (path.endsWith(".op") && one.path === path.replace(/op$/, "field")) ||
      ((code === "invalid_union" || code === "unrecognized_keys") && one.path.startsWith(`${path}.`)),
  );
