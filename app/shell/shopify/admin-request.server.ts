import { HttpResponseError } from "@shopify/shopify-api";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { withDeadline } from "../deadline.server.ts";
import type { Shopify } from "./app.server.ts";
import { classifyAdminFailure, NoSession } from "./classify-admin-failure.server.ts";
import type { AdminDocument } from "./documents/admin-document.ts";

/**
 * Sends one Admin API request; returns its data, which Shopify builds as the schema says, or the failure. Does not throw.
 */
export type AdminRequest = <Data, Variables extends object>(
  domain: string,
  document: AdminDocument<Data, Variables>,
  variables: Variables,
) => Promise<{ kind: "answered"; data: Data } | OutwardFailure>;

/** Access to a shop's stored offline session. */
export interface ShopSessions {
  unauthenticated: Shopify["unauthenticated"];
  sessionStorage: Pick<Shopify["sessionStorage"], "findSessionsByShop">;
}

const TIMEOUT_MS = 20_000;

/** Sends requests with the shop's offline session, which the library refreshes. */
export const createAdminRequest =
  (shopify: ShopSessions, timeoutMs = TIMEOUT_MS): AdminRequest =>
  async <Data, Variables extends object>(
    domain: string,
    document: AdminDocument<Data, Variables>,
    variables: Variables,
  ) => {
    let used: string | undefined;
    const askOnce = async () => {
      const { admin, session } = await shopify.unauthenticated.admin(domain);
      used = session.accessToken;
      return admin.graphql(document.text, {
        variables: { ...variables },
        signal: AbortSignal.timeout(timeoutMs),
      });
    };
    const ask = async () => {
      const sessions = await shopify.sessionStorage.findSessionsByShop(domain);
      if (!sessions.some(({ isOnline }) => !isOnline))
        throw new NoSession("the shop has granted no offline session yet");
      const response = await askOnce().catch(async (error: unknown) => {
        // Another process may have renewed the token since it was read: the old one ends when the new one is used.
        if (!(error instanceof HttpResponseError) || error.response.code !== 401) throw error;
        const current = await shopify.sessionStorage.findSessionsByShop(domain);
        if (current.find(({ isOnline }) => !isOnline)?.accessToken === used) throw error;
        return askOnce();
      });
      const { data } = (await response.json()) as { data?: Data | null };
      if (data == null) throw new Error("the answer has no data");
      return data;
    };
    try {
      // The library renews a session without a deadline of its own.
      return { kind: "answered", data: await withDeadline(timeoutMs, ask()) };
    } catch (error) {
      return classifyAdminFailure(error);
    }
  };
