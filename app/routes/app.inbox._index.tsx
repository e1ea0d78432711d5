import { Nothing } from "#components/page/Nothing.tsx";
import { text } from "#text/en.ts";

/** Beside the list, while no conversation is open. */
export default function NoneOpen() {
  return <Nothing title={text.inbox.chooseTitle}>{text.inbox.chooseBody}</Nothing>;
}
