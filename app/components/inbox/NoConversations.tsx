import { text } from "#text/en.ts";
import { EmptyState } from "../page/EmptyState.tsx";
import { inboxAddress, type InboxAddressQuery } from "./address.ts";

const words = text.inbox;

/** Why a tab's list is empty. */
export function NoConversations({ query: { tab = "open", search } }: { query: InboxAddressQuery }) {
  if (search) {
    const action =
      tab === "closed"
        ? { content: words.showAll, url: inboxAddress() }
        : { content: words.searchClosed, url: inboxAddress({ tab: "closed", search }) };
    return (
      <EmptyState title={words.noMatchTitle} action={action}>
        {words.noMatchBody}
      </EmptyState>
    );
  }
  const { title, body } = words.empty[tab];
  return <EmptyState title={title}>{body}</EmptyState>;
}
