const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a text may be an id of ours. Asked before a look-up: Postgres refuses what is none, and a column compared
 * as text would be compared row by row.
 */
export const isOwnId = (text: string): boolean => OWN_ID.test(text);
