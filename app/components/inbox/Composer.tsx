import { ActionList, Banner, BlockStack, Box, Button, ButtonGroup, InlineStack, Popover, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { shortened, within } from "#text/sentence.ts";
import type { ActionResponse } from "../browser/use-action.ts";
import { WriteForm } from "../page/WriteForm.tsx";
import { ReplySize } from "./ReplySize.tsx";

export interface ComposerProps {
  quickReplies: readonly { title: string; body: string }[];
  /** Credits per segment; null if the country is not supported. */
  price: number | null;
  /** The end of the customer's quiet hours. */
  waitsUntil: ShownMoment | null;
  /** Why no answer would go now, where one would not. */
  reason: Reason | null;
}

const words = text.inbox;
/** Blockers that appear only on sending, because the merchant can fix them and keep the draft. */
const TOLD_WHEN_SENT: ReadonlySet<Reason> = new Set(["insufficient_credits"]);

/** Writes an answer to the customer, or a note for the team. Each text stays while the other is written. */
export function Composer({ quickReplies, price, waitsUntil, reason }: ComposerProps) {
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const [reply, setReply] = useState("");
  const [note, setNote] = useState("");
  const isShut = reason !== null && !waitsUntil && !TOLD_WHEN_SENT.has(reason);
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <ButtonGroup variant="segmented">
            {(["reply", "note"] as const).map((one) => (
              <Button key={one} size="slim" pressed={mode === one} onClick={() => setMode(one)}>
                {words.modes[one]}
              </Button>
            ))}
          </ButtonGroup>
          {mode === "reply" && !isShut && (
            <QuickReplies
              replies={quickReplies}
              onChoose={(chosen) => setReply(reply.trim() ? `${reply.trimEnd()} ${chosen}` : chosen)}
            />
          )}
        </InlineStack>
        <div hidden={mode !== "reply"}>
          {isShut ? (
            <Shut reason={reason} />
          ) : (
            <BlockStack gap="150">
              {waitsUntil && (
                <Text as="p" variant="bodySm" tone="subdued">
                  {words.nightNote(within(waitsUntil.shown))}
                </Text>
              )}
              <WriteForm<ActionResponse & { waits: boolean }>
                intent="answer"
                label={words.answer}
                action={words.send}
                body={reply}
                onChange={setReply}
                said={({ waits }) => (waits ? words.waits : words.sent)}
                help={
                  <Text as="span" variant="bodySm" tone="subdued">
                    {reply.trim() === "" ? (
                      <span className="inbox-shortcut">{words.shortcut}</span>
                    ) : (
                      <ReplySize body={reply} price={price} />
                    )}
                  </Text>
                }
              />
            </BlockStack>
          )}
        </div>
        <div hidden={mode !== "note"}>
          <WriteForm
            intent="note"
            label={words.noteLabel}
            action={words.saveNote}
            body={note}
            onChange={setNote}
            said={words.noteSaved}
            help={
              <Text as="span" variant="bodySm" tone="subdued">
                {words.noteHelp}
              </Text>
            }
          />
        </div>
      </BlockStack>
    </Box>
  );
}

function Shut({ reason }: { reason: Reason }) {
  const { label, remedy } = formatReason(reason);
  return (
    <Banner tone="info" title={words.shut}>
      <p>{[`${label}.`, remedy].filter(Boolean).join(" ")}</p>
    </Banner>
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
  if (replies.length === 0)
    return (
      <Button size="slim" variant="tertiary" url="/app/settings/replies">
        {words.noQuickReplies}
      </Button>
    );
  const choose = (body: string) => {
    setOpen(false);
    onChoose(body);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button size="slim" disclosure onClick={() => setOpen(!open)}>
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
