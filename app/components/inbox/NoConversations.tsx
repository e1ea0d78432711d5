import { text } from "#text/en.ts";
import { Nothing } from "../page/Nothing.tsx";
import { inboxAddress, type InboxQuery } from "./address.ts";

const words = text.inbox;

/** What stands where conversations would. */
export function NoConversations({ query: { tab, search } }: { query: InboxQuery }) {
  if (search) {
    return (
      <Nothing title={words.noMatchTitle} action={{ content: words.showAll, url: inboxAddress() }}>
        {words.noMatchBody}
      </Nothing>
    );
  }
  if (tab === "unread") return <Nothing title={words.noneUnreadTitle}>{words.noneUnreadBody}</Nothing>;
  if (tab === "held") return <Nothing title={words.noneHeldTitle}>{words.noneHeldBody}</Nothing>;
  return <Nothing title={words.emptyTitle}>{words.emptyBody}</Nothing>;
}
