/** Jobs kept per concurrency key. */
export const RETAINED_JOBS = 20;
