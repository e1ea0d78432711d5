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
  /** Addresses: the list's, the conversation's, and those of its pages on either side. */
  list: string;
  self: string;
  earlier: string | null;
  later: string | null;
}

const words = text.inbox;

/** A conversation: whom it is with, what was said, and where to answer. */
export function ThreadPane({ thread, list, self, earlier, later }: ThreadPaneProps) {
  const { id, name, phone, heldBy, standing, rows, quickReplies, price } = thread;
  return (
    <>
      <ThreadHead thread={thread} self={self} list={list} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
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

/** Brings the newest text into view, once: within its pane, or with the whole page on a narrow screen. */
function NewestInView() {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const pane = end.current?.parentElement;
    if (pane) pane.scrollTop = pane.scrollHeight;
    end.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return <span ref={end} />;
}

/** The way to what was said before or after. */
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
