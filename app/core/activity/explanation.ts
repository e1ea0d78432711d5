import type { Trace } from "../conditions/index.ts";
import type { Reason } from "./reasons.ts";

export type CheckInputs = Record<string, string | number | boolean | null>;

/** One check of a decision: its inputs, answer and rule. Stored as JSON in the log. */
export interface Check {
  guard: string;
  answer: "pass" | "skip" | "defer" | "exit" | "hold";
  reason?: Reason;
  /** The values that the check compared. */
  saw: CheckInputs;
  /** For conditions: every question with its value. */
  trace?: readonly Trace[];
  /** The rule with its version, such as "us-federal-8-21@2026-11". */
  rule?: string;
  /** For a deferral: the ISO instant of the next decision. */
  until?: string;
}
