/** The scopes that the web pixel needs. They are optional: a shop is asked for them when it turns on browsing. */
export const PIXEL_SCOPES: readonly string[] = ["write_pixels", "read_customer_events"];

/** The scopes of a list as Shopify and the environment write it. */
export const scopesIn = (written: string): string[] =>
  written
    .split(",")
    .map((scope) => scope.trim())
    .filter(Boolean);

/** The needed scopes that are not granted. A granted `write_customers` grants `read_customers`, which Shopify leaves out. */
export function missingScopes(needed: readonly string[], granted: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, scope.replace(/^(unauthenticated_)?write_/, "$1read_")]));
  return needed.filter((scope) => !has.has(scope));
}
