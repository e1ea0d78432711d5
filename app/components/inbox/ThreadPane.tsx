import { Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { usePermission } from "../page/access.tsx";
import { Composer } from "./Composer.tsx";
import { CustomerPanel, type PanelCustomer } from "./CustomerPanel.tsx";
import { SettleReply } from "./ResolveReply.tsx";
import { ThreadHead, type ThreadHeadProps } from "./ThreadHead.tsx";
import { ThreadList, type ThreadListProps } from "./ThreadList.tsx";

interface ThreadPaneProps {
  thread: ThreadHeadProps["thread"] & {
    customer: PanelCustomer;
    heldBy: string | null;
    standing: { reason: Reason | null; until: ShownMoment | null };
    price: number | null;
    quickReplies: readonly { title: string; body: string }[];
    rows: ThreadListProps["rows"];
  };
  /** Addresses of the list, the conversation and its pages. */
  list: string;
  self: string;
  earlier: string | null;
  later: string | null;
}

const words = text.inbox;
const PANEL = "inbox-customer";

/** A conversation: head, customer, texts and composer. */
export function ThreadPane({ thread, list, self, earlier, later }: ThreadPaneProps) {
  const { id, name, phone, heldBy, standing, rows, quickReplies, price, customer } = thread;
  const mayReply = usePermission("messages.reply");
  const [panelOpen, setPanelOpen] = useState(false);
  return (
    <div className="inbox-open">
      <ThreadHead
        thread={thread}
        self={self}
        list={list}
        panel={{ id: PANEL, open: panelOpen, toggle: () => setPanelOpen(!panelOpen) }}
      />
      <aside className="inbox-customer" id={PANEL} aria-label={words.customer} data-open={panelOpen}>
        <CustomerPanel customer={customer} name={name} phone={phone} />
      </aside>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll container must be reachable by
          keyboard */}
      <section className="inbox-scroll inbox-talk" tabIndex={0} aria-label={words.thread(name ?? phone)}>
        <Beyond url={earlier}>{words.earlier}</Beyond>
        <ThreadList rows={rows} />
        <Beyond url={later}>{words.later}</Beyond>
        <NewestInView key={rows.at(-1)?.id} />
      </section>
      <div className="inbox-foot">
        {heldBy && (
          <Box padding="300" borderBlockStartWidth="025" borderColor="border">
            <SettleReply key={heldBy} messageId={heldBy} action={self} />
          </Box>
        )}
        {mayReply ? (
          <Composer
            key={id}
            reason={standing.reason}
            waitsUntil={standing.until}
            quickReplies={quickReplies}
            price={price}
          />
        ) : (
          <Box padding="300" borderBlockStartWidth="025" borderColor="border">
            <Text as="p" tone="subdued">
              {words.mayNot}
            </Text>
          </Box>
        )}
      </div>
    </div>
  );
}

/** Scrolls the pane to the newest text once. */
function NewestInView() {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const pane = end.current?.parentElement;
    if (pane) pane.scrollTop = pane.scrollHeight;
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
