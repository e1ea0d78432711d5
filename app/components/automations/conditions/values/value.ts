import type { CSSProperties } from "react";
import type { Operator } from "#core/conditions/operators/define.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";

/** What an editor of a value is given, whatever the value's form. */
export interface ValueProps {
  /** As it is written, sound or not. */
  value: unknown;
  /** What is asked about. */
  field: OfferedField;
  operator: Operator;
  /** Where it stands in its document, if that is known. */
  path: string | undefined;
  /** Counted from the value. */
  problems: readonly Problem[];
  onChange: (value: unknown) => void;
}

/** What is wrong with a part of the value; "" for the value as a whole. */
export const problemAt = (problems: readonly Problem[], path: string): string | undefined =>
  problems.find((problem) => problem.path === path)?.message;

export const textValueOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Parts side by side where there is room, below one another where there is none. */
const sideBySideFrom = (least: string): CSSProperties => ({
  display: "grid",
  gap: "var(--p-space-200)",
  gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${least}), 1fr))`,
  alignItems: "start",
});
export const sideBySide = sideBySideFrom("5.5rem");
/** A day takes more room than a number. */
export const daysSideBySide = sideBySideFrom("9rem");
