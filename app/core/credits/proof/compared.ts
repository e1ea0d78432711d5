/** One comparison of a ledger check: a stored figure with its sum, or rows with one another. */
export type ProofComparison =
  /** The stored figure and the ledger's sum. */
  | { what: "balance" | "held" | "length"; said: number; sum: number }
  /** The number of rows checked and of rows with problems. */
  | { what: "entries" | "purchases" | "texts" | "segments" | "logs"; looked: number; wrong: number };

/** Whether a comparison found no difference. */
export const proofAgrees = (compared: ProofComparison): boolean =>
  "said" in compared ? compared.said === compared.sum : compared.wrong === 0;
