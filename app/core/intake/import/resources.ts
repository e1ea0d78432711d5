import type { ImportStatus } from "../../statuses.ts";

/** What the first import reads of a store, each by a bulk operation of its own. */
export const importResources = ["customers", "orders", "checkouts"] as const;
export type ImportResource = (typeof importResources)[number];

/**
 * Why a resource is not imported, or not yet: the app is locked out, it lacks a scope, Shopify gives no answer, its bulk
 * operation failed or was cancelled, its file cannot be read, or it gave a part alone.
 */
export type ImportProblem =
  "no_access" | "not_granted" | "no_answer" | "failed" | "cancelled" | "unreadable" | "partial";

/** How far the import of one resource is. */
export interface ImportPart {
  resource: ImportResource;
  status: ImportStatus;
  /** Objects written. */
  done: number;
  /** Objects that Shopify has counted so far; null before. */
  total: number | null;
  /** Objects that could not be read. */
  unreadable: number;
  problem: ImportProblem | null;
}

export interface ImportSummary {
  state: "running" | "done" | "failed";
  parts: ImportPart[];
}

/** The whole import: it runs while a part does, and failed if one did. Null for a shop that was never imported. */
export function summarizeImport(parts: readonly ImportPart[]): ImportSummary | null {
  if (parts.length === 0) return null;
  const ordered = parts.toSorted((a, b) => importResources.indexOf(a.resource) - importResources.indexOf(b.resource));
  const isAny = (...statuses: ImportStatus[]) => ordered.some(({ status }) => statuses.includes(status));
  return {
    state: isAny("waiting", "asked", "reading") ? "running" : isAny("failed") ? "failed" : "done",
    parts: ordered,
  };
}
