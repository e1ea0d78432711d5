import type { Trace } from "./trace.ts";

/** An evaluated condition: groups with their results, and questions with their traces. */
export type TraceNode<Q = Trace> =
  | { kind: "question"; match: boolean; question: Q }
  | { kind: "all" | "any" | "not"; match: boolean; parts: TraceNode<Q>[] };

/**
 * Rebuilds the evaluated conditions from a flat trace by its paths: one tree, or one per condition when several were
 * evaluated in turn, such as a branch's arms. Empty groups leave no trace and are missing from the tree.
 */
export function traceTreesOf<Q extends Pick<Trace, "path" | "match">>(trace: readonly Q[]): TraceNode<Q>[] {
  const questions = trace.map((question) => ({ question, path: question.path === "" ? [] : question.path.split(".") }));
  const conditions = Map.groupBy(questions, ({ path: [head] }) => (head === undefined || isGroup(head) ? "" : head));
  return [...conditions].map(([arm, asked]) =>
    buildTree(arm === "" ? asked : asked.map(({ question, path }) => ({ question, path: path.slice(1) }))),
  );
}

const isGroup = (head: string): head is "all" | "any" | "not" => head === "all" || head === "any" || head === "not";

interface PathedQuestion<Q> {
  question: Q;
  /** The remaining path, such as ["all", "0", "not"]. */
  path: readonly string[];
}

function buildTree<Q extends Pick<Trace, "match">>(questions: readonly PathedQuestion<Q>[]): TraceNode<Q> {
  const [first] = questions;
  if (!first) throw new RangeError("no question, no tree");
  const [kind] = first.path;
  if (kind === undefined || !isGroup(kind))
    return { kind: "question", match: first.question.match, question: first.question };
  const byIndex = Map.groupBy(questions, ({ path }) => (kind === "not" ? "" : (path[1] ?? "")));
  const parts = [...byIndex.values()].map((branch) =>
    buildTree(branch.map(({ question, path }) => ({ question, path: path.slice(kind === "not" ? 1 : 2) }))),
  );
  return { kind, match: groupMatch[kind](parts.map(({ match }) => match)), parts };
}

const groupMatch: Record<"all" | "any" | "not", (parts: readonly boolean[]) => boolean> = {
  all: (parts) => parts.every(Boolean),
  any: (parts) => parts.some(Boolean),
  not: ([part]) => part === false,
};
