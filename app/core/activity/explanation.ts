import type { Trace } from "../conditions/index.ts";
import type { Reason } from "./reasons.ts";

export type CheckInputs = Record<string, string | number | boolean | null>;

/** One check that a decision went through: what it looked at, what it answered, by which rule. */
export interface Check {
  guard: string;
  answer: "pass" | "skip" | "defer" | "exit" | "hold";
  reason?: Reason;
  /** The values it saw. */
  saw: CheckInputs;
  /** Of conditions: each part, with the value it saw. */
  trace?: readonly Trace[];
  /** The rule applied, with its version, such as "us-federal-8-21@2026-11". */
  rule?: string;
  /** For a deferral: when it will be looked at again, an ISO instant. */
  until?: string;
}
