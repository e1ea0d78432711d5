import { isRecord, ownValue } from "../plain-data.ts";
import type { Condition, Leaf } from "./condition.ts";

/** Which of its parts a group asks for. "Not all" is understood where a document has it. */
export type GroupKind = "all" | "any" | "none" | "not_all";

/** A condition as a person reads and builds it: parts, and how many of them must hold. */
export interface Group {
  kind: GroupKind;
  parts: readonly Condition[];
  /** Where a part stands, from the group. */
  placeOf(at: number): string;
}

export const isLeaf = (condition: Condition): condition is Leaf => "field" in condition;

/** Whether a document has the shape of groups and questions, sound or not: what has another cannot be built on. */
export function isBuildable(document: unknown): document is Condition {
  if (!isRecord(document)) return false;
  const parts = ownValue(document, "all") ?? ownValue(document, "any");
  if (parts !== undefined) return Array.isArray(parts) && parts.every(isBuildable);
  return Object.hasOwn(document, "not")
    ? isBuildable(document.not)
    : typeof document.field === "string" && typeof document.op === "string";
}

/** Any condition as a group; a single question as a group of one. */
export function groupOf(condition: Condition | undefined): Group {
  if (!condition) return { kind: "all", parts: [], placeOf: String };
  if (isLeaf(condition)) return { kind: "all", parts: [condition], placeOf: () => "" };
  if ("all" in condition) return { kind: "all", parts: condition.all, placeOf: (at) => `all.${at}` };
  if ("any" in condition) return { kind: "any", parts: condition.any, placeOf: (at) => `any.${at}` };
  const { not } = condition;
  if ("any" in not) return { kind: "none", parts: not.any, placeOf: (at) => `not.any.${at}` };
  if ("all" in not) return { kind: "not_all", parts: not.all, placeOf: (at) => `not.all.${at}` };
  return { kind: "none", parts: [not], placeOf: () => "not" };
}

/** The condition that such a group is. */
export function writeGroup(kind: GroupKind, parts: readonly Condition[]): Condition {
  const written = [...parts];
  if (kind === "all") return { all: written };
  if (kind === "any") return { any: written };
  return { not: kind === "none" ? { any: written } : { all: written } };
}
