import { Banner, BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { toast } from "#components/browser/app-bridge.ts";
import { Confirm } from "#components/page/Confirm.tsx";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";

const words = text.settings.events;

interface Given extends ActionResponse {
  /** The new token; shown once. */
  token: string | null;
}

const example = (address: string, token: string) => `curl ${address} \\
  -H "Authorization: Bearer ${token}" \\
  -H "Content-Type: application/json" \\
  -d '{"event": "level_reached", "idempotency_key": "crm-77", "customer": {"phone": "+12125550123"}, "data": {"level": "gold"}}'`;

/** The address and token of the custom event API. */
export function EventApiPage({ address, open }: { address: string; open: boolean }) {
  const mayChange = usePermission("settings.change");
  const [asking, setAsking] = useState<"make" | "revoke" | null>(null);
  const { act, busy, answer } = useAction<Given>({
    said: ({ token }) => (token ? text.saved : words.revoked),
    onDone: () => setAsking(null),
  });
  const token = answer?.ok ? answer.token : null;
  const ask = () => (open ? setAsking("make") : act({ intent: "make" }));
  return (
    <Page title={words.title} backAction={{ content: text.settings.title, url: "/app/settings" }} narrowWidth>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="400">
            <Text as="p">{words.body}</Text>
            <Facts>
              <Fact name={words.address}>{address}</Fact>
              <Fact name={words.state}>{open ? words.open : words.closed}</Fact>
            </Facts>
            {token && (
              <Banner tone="warning" title={words.shownOnce}>
                <BlockStack gap="200">
                  <Code>{token}</Code>
                  <InlineStack>
                    <Button onClick={() => void navigator.clipboard?.writeText(token).then(() => toast(words.copied))}>
                      {words.copy}
                    </Button>
                  </InlineStack>
                </BlockStack>
              </Banner>
            )}
            {!mayChange && (
              <Text as="p" tone="subdued">
                {text.settings.readOnly}
              </Text>
            )}
            {mayChange && (
              <InlineStack gap="200">
                <Button variant="primary" loading={busy} onClick={ask}>
                  {open ? words.renew : words.make}
                </Button>
                {open && (
                  <Button tone="critical" disabled={busy} onClick={() => setAsking("revoke")}>
                    {words.revoke}
                  </Button>
                )}
              </InlineStack>
            )}
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {words.example}
            </Text>
            <Code>{example(address, token ?? "sbell_...")}</Code>
          </BlockStack>
        </Card>
      </BlockStack>
      <Confirm
        open={asking !== null}
        title={asking === "revoke" ? words.revoke : words.renew}
        action={asking === "revoke" ? words.revoke : words.renew}
        destructive
        busy={busy}
        onConfirm={() => asking && act({ intent: asking })}
        onClose={() => setAsking(null)}
      >
        {asking === "revoke" ? words.revokeBody : words.renewBody}
      </Confirm>
    </Page>
  );
}

const Code = ({ children }: { children: string }) => (
  <Box background="bg-surface-secondary" borderRadius="200" padding="300">
    <pre style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere", fontSize: "0.8125rem" }}>{children}</pre>
  </Box>
);
