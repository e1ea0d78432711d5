const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a text is a UUID. Check before a lookup: Postgres rejects other text, and comparing the column as text would
 * skip its index.
 */
export const isOwnId = (text: string): boolean => OWN_ID.test(text);

/** A text as a parameter for an id; null, which no row has, when it is none. */
export const ownId = (text: string): string | null => (isOwnId(text) ? text : null);
