import { useNavigate } from "@remix-run/react";
import { Button } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { text } from "#text/en.ts";
import { useAction } from "../browser/use-action.ts";

interface ReadMarkProps {
  /** Unread texts of the open conversation. */
  unread: number;
  /** The routes of the conversation and of the list. */
  self: string;
  list: string;
}

/** Marks the open conversation as read, also when new texts arrive. The button marks it as unread and closes it. */
export function ReadMark({ unread, self, list }: ReadMarkProps) {
  const navigate = useNavigate();
  const { act: read } = useAction({ action: self });
  const leaving = useRef(false);
  const [left, setLeft] = useState(false);
  const leave = useAction({ action: self, said: text.inbox.markedUnread, onDone: () => setLeft(true) });
  const marking = useRef(false);
  const mark = useRef(read);
  mark.current = read;
  useEffect(() => {
    if (unread === 0) marking.current = false;
    else if (!marking.current && !leaving.current) {
      marking.current = true;
      mark.current({ intent: "change", change: "read" });
    }
  }, [unread]);
  // Waits for revalidation: the browser logs an aborted request as an error.
  useEffect(() => {
    if (left && !leave.busy) navigate(list);
  }, [left, leave.busy, navigate, list]);
  const markUnread = () => {
    leaving.current = true;
    leave.act({ intent: "change", change: "unread" });
  };
  return (
    <Button size="slim" variant="tertiary" onClick={markUnread} loading={leave.busy}>
      {text.inbox.markUnread}
    </Button>
  );
}
