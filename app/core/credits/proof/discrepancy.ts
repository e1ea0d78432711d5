/** A row with a problem. */
export interface Discrepancy {
  /** Table and id, such as "Message 0198...". */
  row: string;
  problem: string;
}

/**
 * Collects the problems of a row.
 * @param problems pairs of a condition and the problem it means
 */
export const discrepanciesOf = (
  row: string,
  problems: readonly (readonly [isWrong: boolean, problem: string])[],
): Discrepancy[] => problems.flatMap(([isWrong, problem]) => (isWrong ? [{ row, problem }] : []));
