import type { Trace } from "./trace.ts";

/** A condition as it was asked: its groups, with the answer that each came to, and in them its questions. */
export type Asked<Q = Trace> = { kind: "question"; match: boolean; question: Q } | { kind: "all" | "any" | "not"; match: boolean; parts: Asked<Q>[] };

/**
 * The tree that a condition's questions stood in, by their paths. A group that asked nothing has left no trace, and is not
 * in it.
 * @returns null where nothing was asked
 */
export function treeOf<Q extends Pick<Trace, "path" | "match">>(trace: readonly Q[]): Asked<Q> | null {
  return trace.length > 0 ? grow(trace.map((question) => ({ question, path: question.path === "" ? [] : question.path.split(".") }))) : null;
}

interface Placed<Q> {
  question: Q;
  /** What is left of its path, such as ["all", "0", "not"]. */
  path: readonly string[];
}

function grow<Q extends Pick<Trace, "match">>(placed: readonly Placed<Q>[]): Asked<Q> {
  const [first] = placed;
  if (!first) throw new RangeError("no question, no tree");
  const [kind] = first.path;
  if (kind !== "all" && kind !== "any" && kind !== "not") return { kind: "question", match: first.question.match, question: first.question };
  const branches = Map.groupBy(placed, ({ path }) => (kind === "not" ? "" : (path[1] ?? "")));
  const parts = [...branches.values()].map((branch) => grow(branch.map(({ question, path }) => ({ question, path: path.slice(kind === "not" ? 1 : 2) }))));
  return { kind, match: answers[kind](parts.map(({ match }) => match)), parts };
}

const answers: Record<"all" | "any" | "not", (parts: readonly boolean[]) => boolean> = {
  all: (parts) => parts.every(Boolean),
  any: (parts) => parts.some(Boolean),
  not: ([part]) => part === false,
};
