import { useNavigate } from "@remix-run/react";
import { Button } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { text } from "#text/en.ts";
import { useAction } from "../browser/use-action.ts";

interface ReadMarkProps {
  /** Texts of the open conversation that nobody had read. */
  unread: number;
  /** The conversation's route, and the list's. */
  self: string;
  list: string;
}

/** Opening a conversation reads it, also what comes while it is open; it can be left to be read again. */
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
      mark.current({ intent: "mark", as: "read" });
    }
  }, [unread]);
  // Not before the page has been read anew: a reading that is broken off is an error in the browser's console.
  useEffect(() => {
    if (left && !leave.busy) navigate(list);
  }, [left, leave.busy, navigate, list]);
  const markUnread = () => {
    leaving.current = true;
    leave.act({ intent: "mark", as: "unread" });
  };
  return (
    <Button variant="plain" onClick={markUnread} loading={leave.busy}>
      {text.inbox.markUnread}
    </Button>
  );
}
