import type { Trace } from "./trace.ts";

/** A condition as it was asked: its groups, with the answer that each came to, and in them its questions. */
export type TraceNode<Q = Trace> =
  | { kind: "question"; match: boolean; question: Q }
  | { kind: "all" | "any" | "not"; match: boolean; parts: TraceNode<Q>[] };

/**
 * The trees that questions stood in, by their paths: one, or where several conditions were asked in turn, such as
 * those of a branch's arms, one for each. A group that asked nothing has left no trace, and is not in it.
 */
export function traceTreesOf<Q extends Pick<Trace, "path" | "match">>(trace: readonly Q[]): TraceNode<Q>[] {
  const placed = trace.map((question) => ({ question, path: question.path === "" ? [] : question.path.split(".") }));
  const conditions = Map.groupBy(placed, ({ path: [head] }) => (head === undefined || isGroup(head) ? "" : head));
  return [...conditions].map(([arm, asked]) =>
    grow(arm === "" ? asked : asked.map(({ question, path }) => ({ question, path: path.slice(1) }))),
  );
}

const isGroup = (head: string): head is "all" | "any" | "not" => head === "all" || head === "any" || head === "not";

interface Placed<Q> {
  question: Q;
  /** What is left of its path, such as ["all", "0", "not"]. */
  path: readonly string[];
}

function grow<Q extends Pick<Trace, "match">>(placed: readonly Placed<Q>[]): TraceNode<Q> {
  const [first] = placed;
  if (!first) throw new RangeError("no question, no tree");
  const [kind] = first.path;
  if (kind === undefined || !isGroup(kind))
    return { kind: "question", match: first.question.match, question: first.question };
  const branches = Map.groupBy(placed, ({ path }) => (kind === "not" ? "" : (path[1] ?? "")));
  const parts = [...branches.values()].map((branch) =>
    grow(branch.map(({ question, path }) => ({ question, path: path.slice(kind === "not" ? 1 : 2) }))),
  );
  return { kind, match: answers[kind](parts.map(({ match }) => match)), parts };
}

const answers: Record<"all" | "any" | "not", (parts: readonly boolean[]) => boolean> = {
  all: (parts) => parts.every(Boolean),
  any: (parts) => parts.some(Boolean),
  not: ([part]) => part === false,
};
