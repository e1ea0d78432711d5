/** So many of those about one thing are kept. */
export const RETAINED_JOBS = 20;
