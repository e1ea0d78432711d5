import { Banner, BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";

type Verdict = "stop" | "go_on";
const words = text.inbox.held;
const questions = {
  stop: { title: words.stopTitle, body: words.stopBody, action: words.stop },
  go_on: { title: words.goOnTitle, body: words.goOnBody, action: words.goOn },
};

interface SettleReplyProps {
  /** The reply that may have meant stop. */
  messageId: string;
  /** The reply's text, where the thread does not show it. */
  words?: string;
  /** The route that resolves it. */
  action: string;
}

/** Asks whether an ambiguous reply meant stop; marketing waits for the answer. */
export function SettleReply({ messageId, words: said, action }: SettleReplyProps) {
  const may = usePermission("customers.manage");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { act, busy } = useAction<{ ok: boolean; verdict: Verdict }>({
    action,
    said: (answer) => words.settled[answer.verdict],
    onDone: () => setVerdict(null),
  });
  const question = questions[verdict ?? "go_on"];
  return (
    <Banner tone="warning" title={words.title}>
      <BlockStack gap="200">
        {said && <Text as="p">{`“${said}”`}</Text>}
        <Text as="p">{words.body}</Text>
        {may && (
          <ButtonGroup>
            <Button onClick={() => setVerdict("stop")}>{words.stop}</Button>
            <Button onClick={() => setVerdict("go_on")}>{words.goOn}</Button>
          </ButtonGroup>
        )}
      </BlockStack>
      <Confirm
        open={verdict !== null}
        title={question.title}
        action={question.action}
        destructive={verdict === "stop"}
        busy={busy}
        onConfirm={() => act({ intent: "settle", messageId, verdict })}
        onClose={() => setVerdict(null)}
      >
        <Text as="p">{question.body}</Text>
      </Confirm>
    </Banner>
  );
}
