/** Something wrong with a document that a person wrote, and what to do about it. */
export interface Problem {
  /** Where, such as "conditions.all.0.value.amount"; "" for the document as a whole. */
  path: string;
  message: string;
}

/** What a schema found wrong, in its own order. */
export const problemsOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problem[] =>
  issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
