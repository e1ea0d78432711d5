import type { Problem } from "#core/problem.ts";

/** The problems below a path, with paths relative to it. */
export const problemsWithin = (problems: readonly Problem[], path: string): Problem[] =>
  problems.flatMap((problem) => {
    if (problem.path === path) return [{ ...problem, path: "" }];
    return problem.path.startsWith(`${path}.`) ? [{ ...problem, path: problem.path.slice(path.length + 1) }] : [];
  });
