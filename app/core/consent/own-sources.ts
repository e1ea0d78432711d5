/**
 * How consent is given or withdrawn here and not in the store, as proof of it says: what the store must be told, and
 * will repeat to us.
 */
export const SHOPBELL_CONSENT_SOURCES: readonly string[] = ["keyword", "provider", "form", "import", "staff"];
