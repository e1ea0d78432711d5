import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { Shopify } from "./app.server.ts";
import { classifyAdminFailure, NoSession } from "./classify-admin-failure.server.ts";

/** One call of the Admin API: what it answered, unread, or why it did not. Does not throw. */
export type AskAdmin = (
  domain: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ kind: "answered"; data: unknown } | OutwardFailure>;

/** What opens a shop: its stored offline session, in the hands of Shopify's library. */
export interface ShopSessions {
  unauthenticated: Shopify["unauthenticated"];
  sessionStorage: Pick<Shopify["sessionStorage"], "findSessionsByShop">;
}

const PATIENCE_MS = 20_000;

/** Asks with the shop's session, which the library renews. */
export const createAskAdmin =
  (shopify: ShopSessions, patienceMs = PATIENCE_MS): AskAdmin =>
  async (domain, document, variables) => {
    try {
      const sessions = await shopify.sessionStorage.findSessionsByShop(domain);
      if (!sessions.some(({ isOnline }) => !isOnline))
        throw new NoSession("the shop has granted no offline session yet");
      const { admin } = await shopify.unauthenticated.admin(domain);
      const response = await admin.graphql(document, {
        variables: { ...variables },
        signal: AbortSignal.timeout(patienceMs),
      });
      const { data } = (await response.json()) as { data?: unknown };
      return { kind: "answered", data };
    } catch (error) {
      return classifyAdminFailure(error);
    }
  };
