import type { Problem } from "#core/problem.ts";

/** Those problems that are about one part of what they are about, their paths counted from there. */
export const problemsWithin = (problems: readonly Problem[], path: string): Problem[] =>
  problems.flatMap((problem) => {
    if (problem.path === path) return [{ ...problem, path: "" }];
    return problem.path.startsWith(`${path}.`) ? [{ ...problem, path: problem.path.slice(path.length + 1) }] : [];
  });
