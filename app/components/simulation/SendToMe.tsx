import { Banner, BlockStack, Box, Button, Card, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState, type ComponentProps, type ReactNode } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { TextBubble } from "../page/TextBubble.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { NumberCode } from "./NumberCode.tsx";
import { TestsSent } from "./TestsSent.tsx";

interface SendToMeProps extends ComponentProps<typeof TestsSent> {
  texts: readonly { stepId: string; step: string; body: string }[];
  /** The number to send to; null asks for it. */
  phone: string | null;
  /** What the action renders: the customer and the version, or the words. */
  request: object;
  /** The route that sends; by default the current one. */
  action?: string;
  /** Shown below the heading, such as a choice of customers. */
  children?: ReactNode;
  hasCredits: boolean;
}

const words = text.trial;

/** Sends test texts to the merchant's own phone, and shows earlier ones. Without texts, it shows its children alone. */
export function SendToMe({ texts, phone, request, action, children, hasCredits, tests }: SendToMeProps) {
  const [typed, setTyped] = useState(phone === null ? "" : null);
  /** The texts that wait for the code, and the number that it went to. */
  const [pending, setPending] = useState<{ stepId?: string; sentTo: string | null } | null>(null);
  const { act, busy, problemAt } = useAction<ActionResponse & { sent?: number; codeSentTo?: string }>({
    ...(action && { action }),
    said: ({ sent, codeSentTo }) =>
      codeSentTo === undefined ? words.sent(sent ?? 0) : words.numberCode.sent(codeSentTo),
    onDone: ({ codeSentTo }) => {
      if (codeSentTo !== undefined) return setPending((waiting) => ({ ...waiting, sentTo: codeSentTo }));
      setPending(null);
      setTyped(null);
    },
  });
  const phoneProblem = problemAt("phone");
  const bodyProblem = problemAt("body");
  const maySend = usePermission("automations.edit");
  if (texts.length === 0 && !children) return null;
  const send = (stepId?: string, code?: string) => {
    const chosen = stepId === undefined ? {} : { stepId };
    if (code === undefined) setPending({ ...chosen, sentTo: null });
    act({
      ...request,
      ...chosen,
      key: crypto.randomUUID(),
      ...(typed !== null && { phone: typed }),
      ...(code !== undefined && { code }),
    });
  };
  const changePhone = (number: string) => {
    setPending(null);
    setTyped(number);
  };
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
        {children}
        {bodyProblem && <InlineError message={bodyProblem} fieldID="" />}
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
        {maySend && texts.length > 0 && (
          <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="400">
            <BlockStack gap="300">
              {typed === null ? (
                <BlockStack gap="100">
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="span">{words.sendTo(phone ?? "")}</Text>
                    <Button variant="plain" onClick={() => changePhone("")}>
                      {words.sendChange}
                    </Button>
                  </InlineStack>
                  {phoneProblem && <InlineError message={phoneProblem} fieldID="" />}
                </BlockStack>
              ) : (
                <TextField
                  label={words.sendPhone}
                  type="tel"
                  autoComplete="tel"
                  value={typed}
                  onChange={changePhone}
                  helpText={words.sendPhoneHelp}
                  error={phoneProblem}
                />
              )}
              {pending?.sentTo && (
                <NumberCode
                  key={pending.sentTo}
                  sentTo={pending.sentTo}
                  busy={busy}
                  problem={problemAt("code")}
                  onCode={(code) => send(pending.stepId, code)}
                  onAgain={() => send(pending.stepId)}
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
              {!pending?.sentTo && (
                <InlineStack>
                  <Button variant="primary" loading={busy} disabled={!hasCredits} onClick={() => send()}>
                    {words.sendAll(texts.length)}
                  </Button>
                </InlineStack>
              )}
            </BlockStack>
          </Box>
        )}
        <TestsSent tests={tests} />
      </BlockStack>
    </Card>
  );
}
