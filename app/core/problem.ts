/** Something wrong with a document that a person wrote, and what to do about it. */
export interface Problem {
  /** Where, such as "conditions.all.0.value.amount"; "" for the document as a whole. */
  path: string;
  message: string;
}
