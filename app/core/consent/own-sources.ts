/**
 * The source of a consent that the store had before the installation. Shopify keeps its wording, so it is no proof like
 * that of an imported list, and no consent of Shopbell's own.
 */
export const STORE_IMPORT = "store_import";

/** The source of a consent that a list of contacts states, with its proof. */
export const LIST_IMPORT = "import";

/**
 * The consent sources that originate in this app. The app writes their changes to Shopify, and Shopify's webhooks
 * repeat them.
 */
export const SHOPBELL_CONSENT_SOURCES: readonly string[] = [
  "keyword",
  "provider",
  "form",
  LIST_IMPORT,
  "link",
  "staff",
];
