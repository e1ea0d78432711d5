import { EmptyState } from "#components/page/EmptyState.tsx";
import { text } from "#text/en.ts";

/** Fills the thread pane while no conversation is open. */
export default function NoneOpen() {
  return <EmptyState title={text.inbox.chooseTitle}>{text.inbox.chooseBody}</EmptyState>;
}
