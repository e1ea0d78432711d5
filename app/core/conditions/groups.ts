import { isRecord, ownValue } from "../plain-data.ts";
import type { Condition, Leaf } from "./condition.ts";

/** The condition builder's group kinds. The builder offers no "not_all", but reads it from a document. */
export type GroupKind = "all" | "any" | "none" | "not_all";

/** A condition as the builder shows it: parts, and how many of them must hold. */
export interface Group {
  kind: GroupKind;
  parts: readonly Condition[];
  /** The path of a part relative to the group. */
  placeOf(at: number): string;
}

export const isLeaf = (condition: Condition): condition is Leaf => "field" in condition;

/** Whether a document has the structure of groups and questions, valid or not. The builder cannot show any other. */
export function isBuildable(document: unknown): document is Condition {
  if (!isRecord(document)) return false;
  const parts = ownValue(document, "all") ?? ownValue(document, "any");
  if (parts !== undefined) return Array.isArray(parts) && parts.every(isBuildable);
  return Object.hasOwn(document, "not")
    ? isBuildable(document.not)
    : typeof document.field === "string" && typeof document.op === "string";
}

/** Reads any condition as a group; a single question becomes a group of one. */
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

/** Writes a group as a condition. */
export function writeGroup(kind: GroupKind, parts: readonly Condition[]): Condition {
  const written = [...parts];
  if (kind === "all") return { all: written };
  if (kind === "any") return { any: written };
  return { not: kind === "none" ? { any: written } : { all: written } };
}
