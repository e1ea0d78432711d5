/** A problem of a document, with its remedy. */
export interface Problem {
  /** The path of the value, such as "conditions.all.0.value.amount"; "" for the whole document. */
  path: string;
  message: string;
}

/** Converts zod issues to problems. */
export const problemsOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problem[] =>
  issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));

/** The problems at or below a path, with paths relative to it. */
export const problemsBelow = (problems: readonly Problem[], place: string): Problem[] =>
  place === ""
    ? [...problems]
    : problems.flatMap(({ path, message }) =>
        path === place || path.startsWith(`${place}.`) ? [{ path: path.slice(place.length + 1), message }] : [],
      );
