import { Banner, BlockStack, Box, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState, type ComponentProps } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { TextBubble } from "../page/TextBubble.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { TestsSent } from "./TestsSent.tsx";
import type { TestWalkRequest } from "./TestWalkForm.tsx";

interface SendToMeProps extends ComponentProps<typeof TestsSent> {
  texts: readonly { stepId: string; step: string; body: string }[];
  /** The number to send to; null asks for it. */
  phone: string | null;
  /** The customer and version to render. */
  request: Pick<TestWalkRequest, "event" | "which">;
  hasCredits: boolean;
}

const words = text.trial;

/** Sends test texts to the merchant's own phone, and shows earlier ones. */
export function SendToMe({ texts, phone, request, hasCredits, tests }: SendToMeProps) {
  const [typed, setTyped] = useState(phone === null ? "" : null);
  const { act, busy, problemAt } = useAction<ActionResponse & { sent: number }>({
    said: ({ sent }) => words.sent(sent),
    onDone: () => setTyped(null),
  });
  const maySend = usePermission("automations.edit");
  if (texts.length === 0) return null;
  const send = (stepId?: string) =>
    act({
      ...request,
      key: crypto.randomUUID(),
      ...(typed !== null && { phone: typed }),
      ...(stepId !== undefined && { stepId }),
    });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.sendTitle}
          </Text>
          <Text as="p" tone="subdued">
            {words.sendBody}
          </Text>
        </BlockStack>
        {texts.map(({ stepId, step, body }) => (
          <BlockStack key={stepId} gap="150" inlineAlign="start">
            <TextBubble>{body}</TextBubble>
            {maySend && texts.length > 1 && (
              <Button
                size="slim"
                disabled={busy || !hasCredits}
                accessibilityLabel={words.sendOneNamed(step)}
                onClick={() => send(stepId)}
              >
                {words.sendOne}
              </Button>
            )}
          </BlockStack>
        ))}
        {maySend && (
          <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="400">
            <BlockStack gap="300">
              {typed === null ? (
                <InlineStack gap="200" blockAlign="center">
                  <Text as="span">{words.sendTo(phone ?? "")}</Text>
                  <Button variant="plain" onClick={() => setTyped("")}>
                    {words.sendChange}
                  </Button>
                </InlineStack>
              ) : (
                <TextField
                  label={words.sendPhone}
                  type="tel"
                  autoComplete="tel"
                  value={typed}
                  onChange={setTyped}
                  helpText={words.sendPhoneHelp}
                  error={problemAt("phone")}
                />
              )}
              {!hasCredits && (
                <Banner
                  tone="warning"
                  title={words.noCreditsTitle}
                  action={{ content: words.noCreditsAction, url: "/app/credits" }}
                >
                  {words.noCreditsBody}
                </Banner>
              )}
              <InlineStack>
                <Button variant="primary" loading={busy} disabled={!hasCredits} onClick={() => send()}>
                  {words.sendAll(texts.length)}
                </Button>
              </InlineStack>
            </BlockStack>
          </Box>
        )}
        <TestsSent tests={tests} />
      </BlockStack>
    </Card>
  );
}
