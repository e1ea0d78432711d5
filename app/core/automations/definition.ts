import { z } from "zod";
import { step } from "../actions/index.ts";
import { condition } from "../conditions/index.ts";
import { plainErrorMap } from "../schema-messages.ts";
import type { MessageKind } from "../sending/guards/define.ts";
import type { Problem } from "../problem.ts";
import { duration } from "../time/duration.ts";
import { triggerChoice, triggerTypes } from "../triggers/index.ts";
import { crossCheck } from "./cross-check.ts";

/**
 * Whether a customer may come in again: once ever, once for each checkout or order, each time, or not before some
 * days have passed.
 */
const reentry = z.union([z.enum(["once", "per_subject", "every_time"]), z.object({ after: duration })], {
  error: 'use "once", "per_subject", "every_time" or { after: { amount, unit } }',
});

/** What ends a sequence early: an event of the same customer, or about the same thing. */
const exit = z.object({ on: z.enum(triggerTypes), match: z.enum(["customer", "subject"]) });
export type Exit = z.infer<typeof exit>;

/** What a merchant configures: a plain document, kept by version. */
export const definition = z.object({
  name: z.string().trim().min(1, "give it a name").max(100, "is longer than 100 characters"),
  description: z.string().max(500, "is longer than 500 characters").default(""),
  /**
   * Marketing needs consent and keeps quiet hours; transactional tells a buyer of what they bought; opt_in asks for
   * consent.
   */
  kind: z.enum(["marketing", "transactional", "opt_in"]),
  trigger: triggerChoice,
  /** Who may enter; everyone where it is left out. */
  conditions: condition.optional(),
  reentry,
  /** In how many sequences of this automation a customer may be at once. */
  concurrent: z.number().int().min(1, "must be 1 or more").max(100, "is more than 100").optional(),
  exits: z.array(exit).max(20, "is more than 20 exits").default([]),
  /** Looked at before every step: whom it meets leaves. */
  exitWhen: condition.optional(),
  /** When it cannot be found out whether a text went out: leave it, or rather twice than never. */
  ifUnknown: z.enum(["hold", "send_again"]).default("hold"),
  steps: z.array(step).min(1, "add a step").max(100, "is more than 100 steps"),
});
/** As a merchant has written it. */
export type WrittenDefinition = z.infer<typeof definition>;

/** Of an automation of Shopbell's own: no merchant may write a kind that asks for no agreement to marketing. */
export const merchantDefinition = definition.extend({ kind: z.enum(["conversation", "test"]) });
export type Definition = Omit<WrittenDefinition, "kind"> & { kind: MessageKind };
/** A definition as written, before defaults. */
export type DefinitionDocument = z.input<typeof definition>;

/** @returns the definition, or every problem at once, each with its place and its remedy */
export function readDefinition(document: unknown): { definition: WrittenDefinition } | { problems: Problem[] } {
  const result = definition.safeParse(document, { error: plainErrorMap });
  const crossed = crossCheck(document);
  const shaped = result.error?.issues.map(({ code, path, message }) => ({ code, path: path.join("."), message })) ?? [];
  const problems = [
    ...shaped.filter((general) => !isToldCloser(general, crossed)).map(({ path, message }) => ({ path, message })),
    ...crossed,
  ];
  return result.success && problems.length === 0 ? { definition: result.data } : { problems };
}

/**
 * The general word about a whole condition is left out where the closer look names the place within; and of a
 * question that is about nothing yet, that it does not say how to compare.
 */
const isToldCloser = ({ code, path }: { code: string; path: string }, closer: readonly Problem[]): boolean =>
  closer.some(
    (one) =>
      one.path === path ||
      (path.endsWith(".op") && one.path === path.replace(/op$/, "field")) ||
      ((code === "invalid_union" || code === "unrecognized_keys") && one.path.startsWith(`${path}.`)),
  );
