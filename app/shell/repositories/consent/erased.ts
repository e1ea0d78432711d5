/** Stands where an erased customer's data was. */
export const ERASED = "[erased]";
