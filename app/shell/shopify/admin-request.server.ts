import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { withDeadline } from "../deadline.server.ts";
import type { Shopify } from "./app.server.ts";
import { classifyAdminFailure, NoSession } from "./classify-admin-failure.server.ts";

/** Sends one Admin API request; returns its unparsed data, or the failure. Does not throw. */
export type AdminRequest = (
  domain: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ kind: "answered"; data: unknown } | OutwardFailure>;

/** Access to a shop's stored offline session. */
export interface ShopSessions {
  unauthenticated: Shopify["unauthenticated"];
  sessionStorage: Pick<Shopify["sessionStorage"], "findSessionsByShop">;
}

const TIMEOUT_MS = 20_000;

/** Sends requests with the shop's offline session, which the library refreshes. */
export const createAdminRequest =
  (shopify: ShopSessions, timeoutMs = TIMEOUT_MS): AdminRequest =>
  async (domain, document, variables) => {
    const ask = async () => {
      const sessions = await shopify.sessionStorage.findSessionsByShop(domain);
      if (!sessions.some(({ isOnline }) => !isOnline))
        throw new NoSession("the shop has granted no offline session yet");
      const { admin } = await shopify.unauthenticated.admin(domain);
      const response = await admin.graphql(document, {
        variables: { ...variables },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { data } = (await response.json()) as { data?: unknown };
      return data;
    };
    try {
      // The library renews a session without a deadline of its own.
      return { kind: "answered", data: await withDeadline(timeoutMs, ask()) };
    } catch (error) {
      return classifyAdminFailure(error);
    }
  };
