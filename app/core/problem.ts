/** Something wrong with a document that a person wrote, and what to do about it. */
export interface Problem {
  /** Where, such as "conditions.all.0.value.amount"; "" for the document as a whole. */
  path: string;
  message: string;
}

/** What a schema found wrong, in its own order. */
export const problemsOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problem[] =>
  issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));

/** The problems at a place and below it, told from there. */
export const problemsBelow = (problems: readonly Problem[], place: string): Problem[] =>
  place === ""
    ? [...problems]
    : problems.flatMap(({ path, message }) =>
        path === place || path.startsWith(`${place}.`) ? [{ path: path.slice(place.length + 1), message }] : [],
      );
