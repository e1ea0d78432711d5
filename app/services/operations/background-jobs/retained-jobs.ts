/** So many of those about one thing are kept. */
export const RUNS_KEPT = 20;
