import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { text } from "#text/en.ts";

interface Connection {
  name: keyof typeof words.connectionNames;
  state: keyof typeof words.connectionStates;
  detail: string | null;
}

const words = text.health;
const ADDRESS = "/app/health/connections";
const tones = { well: "success", wrong: "critical", absent: undefined } as const;

/** The state of the app, its scheduling, Twilio and email. Loads after hydration, because a check may be slow. */
export function ConnectionsCard() {
  const { data, state, load } = useFetcher<{ connections: Connection[] }>();
  useEffect(() => load(ADDRESS), [load]);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {words.connections}
          </Text>
          <Button variant="plain" loading={state !== "idle"} onClick={() => load(ADDRESS)}>
            {words.checkAgain}
          </Button>
        </InlineStack>
        {data ? (
          data.connections.map((connection) => <Line key={connection.name} connection={connection} />)
        ) : (
          <Text as="p" tone="subdued">
            {words.checking}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Line({ connection: { name, state, detail } }: { connection: Connection }) {
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="span">{words.connectionNames[name]}</Text>
        <Badge tone={tones[state]}>{words.connectionStates[state]}</Badge>
      </InlineStack>
      {state === "wrong" && (
        <Text as="p" tone="subdued" breakWord>
          {[detail, words.remedies].filter(Boolean).join(" ")}
        </Text>
      )}
      {state === "absent" && name === "mail" && (
        <Text as="p" tone="subdued">
          {words.mailAbsent}
        </Text>
      )}
    </BlockStack>
  );
}
