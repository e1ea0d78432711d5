import type { shopifyApp } from "@shopify/shopify-app-remix/server";

type SessionStorage = NonNullable<Parameters<typeof shopifyApp>[0]["sessionStorage"]>;

/** A session storage that stores nothing. */
export const noSessions: SessionStorage = {
  storeSession: async () => true,
  loadSession: async () => undefined,
  deleteSession: async () => true,
  deleteSessions: async () => true,
  findSessionsByShop: async () => [],
};
