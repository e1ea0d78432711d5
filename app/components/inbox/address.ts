import type { InboxTab } from "#core/inbox/inbox-tabs.ts";

/** The inbox's tab, search and page, which live in the address. */
export interface InboxAddressQuery {
  tab?: InboxTab | undefined;
  search?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

const ORDER = ["tab", "search", "newer", "older"] as const;

/** The address of the filtered inbox, with an open conversation. */
export function inboxAddress(query: InboxAddressQuery = {}, id?: string): string {
  const parameters = new URLSearchParams(
    ORDER.flatMap((name) => (query[name] && query[name] !== "open" ? [[name, query[name]]] : [])),
  );
  const path = id ? `/app/inbox/${id}` : "/app/inbox";
  return parameters.size > 0 ? `${path}?${parameters.toString()}` : path;
}
