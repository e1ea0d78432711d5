/**
 * The consent sources that originate in this app. The app writes their changes to Shopify, and Shopify's webhooks
 * repeat them.
 */
export const SHOPBELL_CONSENT_SOURCES: readonly string[] = ["keyword", "provider", "form", "import", "link", "staff"];
