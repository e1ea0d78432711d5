/** One comparison that proves a ledger: a figure against the sum of what it is made of, or rows against one another. */
export type ProofComparison =
  /** The shop's own figure, and what the ledger makes of it. */
  | { what: "balance" | "held" | "length"; said: number; sum: number }
  /** How many rows were looked at, and what was found wrong. */
  | { what: "entries" | "purchases" | "texts" | "logs"; looked: number; wrong: number };

/** Whether what was compared is the same. */
export const proofAgrees = (compared: ProofComparison): boolean =>
  "said" in compared ? compared.said === compared.sum : compared.wrong === 0;
