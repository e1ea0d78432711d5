import type { CSSProperties } from "react";
import type { Operator } from "#core/conditions/operators/define.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";

/** Props of every value editor. */
export interface ValueProps {
  /** Unvalidated. */
  value: unknown;
  /** The property of the condition. */
  field: OfferedField;
  operator: Operator;
  /** The value's path in the definition, if known. */
  path: string | undefined;
  /** Paths are relative to the value. */
  problems: readonly Problem[];
  onChange: (value: unknown) => void;
}

/** The problem of a part of the value; "" for the whole value. */
export const problemAt = (problems: readonly Problem[], path: string): string | undefined =>
  problems.find((problem) => problem.path === path)?.message;

export const textValueOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Parts side by side where there is room, else stacked. */
const sideBySideFrom = (least: string): CSSProperties => ({
  display: "grid",
  gap: "var(--p-space-200)",
  gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${least}), 1fr))`,
  alignItems: "start",
});
export const sideBySide = sideBySideFrom("5.5rem");
/** A date needs more room than a number. */
export const daysSideBySide = sideBySideFrom("9rem");
