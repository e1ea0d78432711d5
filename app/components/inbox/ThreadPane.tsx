import { Box, InlineStack, Link } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { MessageBubble, type ThreadMessage } from "./MessageBubble.tsx";
import { SettleReply } from "./ResolveReply.tsx";
import { ThreadFoot } from "./ThreadFoot.tsx";
import { ThreadHead } from "./ThreadHead.tsx";

interface ThreadPaneProps {
  thread: {
    id: string;
    name: string | null;
    phone: string;
    customerId: string | null;
    unread: number;
    heldBy: string | null;
    standing: { reason: Reason | null; until: ShownMoment | null };
    price: number | null;
    quickReplies: readonly { title: string; body: string }[];
    rows: readonly ThreadMessage[];
  };
  /** Addresses of the list, the conversation and its pages. */
  list: string;
  self: string;
  earlier: string | null;
  later: string | null;
}

const words = text.inbox;

/** A conversation: head, messages and composer. */
export function ThreadPane({ thread, list, self, earlier, later }: ThreadPaneProps) {
  const { id, name, phone, heldBy, standing, rows, quickReplies, price } = thread;
  return (
    <>
      <ThreadHead thread={thread} self={self} list={list} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll container must be reachable by
          keyboard */}
      <section className="inbox-scroll" tabIndex={0} aria-label={words.thread(name ?? phone)}>
        <Beyond url={earlier}>{words.earlier}</Beyond>
        <ol className="inbox-said">
          {rows.map((said) => (
            <MessageBubble key={said.id} said={said} />
          ))}
        </ol>
        <Beyond url={later}>{words.later}</Beyond>
        <NewestInView key={rows.at(-1)?.id} />
      </section>
      {heldBy && (
        <Box padding="300" borderBlockStartWidth="025" borderColor="border">
          <SettleReply key={heldBy} messageId={heldBy} action={self} />
        </Box>
      )}
      <ThreadFoot
        key={id}
        reason={standing.reason}
        waitsUntil={standing.until}
        quickReplies={quickReplies}
        price={price}
      />
    </>
  );
}

/** Scrolls to the newest text once: in the pane, or on narrow screens the page. */
function NewestInView() {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const pane = end.current?.parentElement;
    if (pane) pane.scrollTop = pane.scrollHeight;
    end.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return <span ref={end} />;
}

/** A link to earlier or later texts. */
function Beyond({ url, children }: { url: string | null; children: string }) {
  if (!url) return null;
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Link url={url}>{children}</Link>
      </InlineStack>
    </Box>
  );
}
