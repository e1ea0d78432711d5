import { EmptyState } from "#components/page/EmptyState.tsx";
import { text } from "#text/en.ts";

/** Beside the list, while no conversation is open. */
export default function NoneOpen() {
  return <EmptyState title={text.inbox.chooseTitle}>{text.inbox.chooseBody}</EmptyState>;
}
