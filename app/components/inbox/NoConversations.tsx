import { text } from "#text/en.ts";
import { EmptyState } from "../page/EmptyState.tsx";
import { inboxAddress, type InboxAddressQuery } from "./address.ts";

const words = text.inbox;

export function NoConversations({ query: { tab, search } }: { query: InboxAddressQuery }) {
  if (search) {
    return (
      <EmptyState title={words.noMatchTitle} action={{ content: words.showAll, url: inboxAddress() }}>
        {words.noMatchBody}
      </EmptyState>
    );
  }
  if (tab === "unread") return <EmptyState title={words.noneUnreadTitle}>{words.noneUnreadBody}</EmptyState>;
  if (tab === "held") return <EmptyState title={words.noneHeldTitle}>{words.noneHeldBody}</EmptyState>;
  return <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>;
}
