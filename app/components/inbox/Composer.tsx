import { ActionList, BlockStack, Box, Button, InlineStack, Link, Popover, Text, TextField } from "@shopify/polaris";
import { useRef, useState, type KeyboardEvent } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { shortened, within } from "#text/sentence.ts";
import { useAction } from "../browser/use-action.ts";
import { ReplySize } from "./ReplySize.tsx";

export interface ComposerProps {
  quickReplies: readonly { title: string; body: string }[];
  /** Credits per segment; null if the country is not supported. */
  price: number | null;
  /** The end of the customer's quiet hours. */
  waitsUntil: ShownMoment | null;
}

const words = text.inbox;

/** The composer of an answer. The text stays until it is accepted. */
export function Composer({ quickReplies, price, waitsUntil }: ComposerProps) {
  const [body, setBody] = useState("");
  // The idempotency key is the same while the text is: a double press, or a retry after a lost connection, sends once.
  const attempt = useRef<{ body: string; key: string } | null>(null);
  const { act, busy, problemAt } = useAction<{ ok: boolean; waits: boolean }>({
    said: ({ waits }) => (waits ? words.waits : words.sent),
    onDone: () => {
      attempt.current = null;
      setBody("");
    },
  });
  const send = () => {
    if (busy || body.trim() === "") return;
    if (attempt.current?.body !== body) attempt.current = { body, key: globalThis.crypto.randomUUID() };
    act({ intent: "answer", ...attempt.current });
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <BlockStack gap="200">
        {waitsUntil && (
          <Text as="p" tone="subdued">
            {words.nightNote(within(waitsUntil.shown))}
          </Text>
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut for the send button */}
        <div onKeyDown={sendByKey}>
          <TextField
            label={words.answer}
            value={body}
            onChange={setBody}
            autoComplete="off"
            multiline={2}
            maxHeight="12rem"
            error={problemAt("body")}
            helpText={
              body.trim() === "" ? (
                <span className="inbox-shortcut">{words.shortcut}</span>
              ) : (
                <ReplySize body={body} price={price} />
              )
            }
            disabled={busy}
          />
        </div>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <QuickReplies
            replies={quickReplies}
            onChoose={(chosen) => setBody(body.trim() ? `${body.trimEnd()} ${chosen}` : chosen)}
          />
          <Button variant="primary" onClick={send} loading={busy} disabled={body.trim() === ""}>
            {words.send}
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

function QuickReplies({
  replies,
  onChoose,
}: {
  replies: ComposerProps["quickReplies"];
  onChoose: (body: string) => void;
}) {
  const [open, setOpen] = useState(false);
  if (replies.length === 0) return <Link url="/app/settings/replies">{words.noQuickReplies}</Link>;
  const choose = (body: string) => {
    setOpen(false);
    onChoose(body);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure onClick={() => setOpen(!open)}>
          {words.quickReplies}
        </Button>
      }
    >
      <ActionList
        items={replies.map(({ title, body }) => ({
          content: title,
          helpText: shortened(body, 80),
          onAction: () => choose(body),
        }))}
      />
    </Popover>
  );
}
