import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { DecisionHead } from "../activity/DecisionHead.tsx";
import { formatWhy } from "../activity/outcome.ts";
import { Time } from "../page/Time.tsx";

interface Decision {
  id: string;
  entryId: string | null;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null } | null;
  automation: { name: string } | null;
  action: string;
  status: LogStatus | "unknown";
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  /** Twilio's error code, if the text was not delivered. */
  errorCode: string | null;
}

const words = text.home.latest;

/** The latest decisions, each with a link to its explanation. */
export function LatestCard({ latest }: { latest: readonly Decision[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          {latest.length > 0 && (
            <Button variant="plain" url="/app/activity">
              {words.all}
            </Button>
          )}
        </InlineStack>
        {latest.length === 0 && (
          <Text as="p" tone="subdued">
            {words.none}
          </Text>
        )}
        <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {latest.map((decision) => (
            <DecisionLine key={decision.id} decision={decision} />
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function DecisionLine({ decision }: { decision: Decision }) {
  const { entryId, at, customer, automation, action, status, delivery } = decision;
  const name = customer ? (customer.name ?? customer.phone ?? text.activity.noName) : text.activity.unknownCustomer;
  const about = [automation?.name, formatWhy(decision)].filter(Boolean).join(" · ");
  return (
    <Box as="li" paddingBlock="200" borderBlockStartWidth="025" borderColor="border-secondary">
      <BlockStack gap="100">
        <DecisionHead name={name} entryId={entryId} action={action} status={status} delivery={delivery} />
        <Text as="span" tone="subdued" variant="bodySm">
          <Time at={at} />
          {about && ` · ${about}`}
        </Text>
      </BlockStack>
    </Box>
  );
}
