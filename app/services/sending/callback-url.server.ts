import type { AppContext } from "#shell/context.server.ts";

/**
 * Where the provider reports on one call: the address carries the attempt's id, signed, so that a report finds its
 * message.
 */
export function callbackUrl({ env, secrets }: Pick<AppContext, "env" | "secrets">, attemptId: string): string {
  const url = new URL("/twilio/status", env.SHOPIFY_APP_URL);
  url.searchParams.set("attempt", attemptId);
  url.searchParams.set("signature", secrets.sign(attemptId));
  return url.toString();
}

/** The attempt that a callback's address names; null when we did not write that address. */
export function attemptOf({ secrets }: Pick<AppContext, "secrets">, url: URL): string | null {
  const attempt = url.searchParams.get("attempt") ?? "";
  return secrets.verify(attempt, url.searchParams.get("signature") ?? "") ? attempt : null;
}
