/** A row that does not agree with the others, and in what. */
export interface Discrepancy {
  /** Table and id, such as "Message 0198...". */
  row: string;
  problem: string;
}

/** @param wrongs by what is wrong, whether it is */
export const named = (row: string, wrongs: readonly (readonly [isWrong: boolean, problem: string])[]): Discrepancy[] =>
  wrongs.flatMap(([isWrong, problem]) => (isWrong ? [{ row, problem }] : []));
