import { BlockStack, Box, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { DecisionHead } from "../activity/DecisionHead.tsx";
import { formatWhy } from "../activity/outcome.ts";
import { Time } from "../page/Time.tsx";

interface TestSent {
  id: string;
  entryId: string | null;
  at: ShownMoment;
  phone: string | null;
  action: string;
  status: LogStatus | "unknown";
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
  remedy: string | null;
}

const words = text.trial;

/** The latest test texts with their delivery state; nothing before the first. */
export function TestsSent({ tests }: { tests: readonly TestSent[] }) {
  if (tests.length === 0) return null;
  return (
    <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="400">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {words.testsSent}
        </Text>
        <BlockStack as="ol" gap="300">
          {tests.map((test) => (
            <Box as="li" key={test.id}>
              <TestLine test={test} />
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Box>
  );
}

function TestLine({ test }: { test: TestSent }) {
  const { entryId, at, phone, action, status, remedy } = test;
  const why = formatWhy(test);
  return (
    <BlockStack gap="050">
      <DecisionHead
        name={phone ?? words.noName}
        entryId={entryId}
        action={action}
        status={status}
        delivery={test.delivery}
      />
      <Text as="p" tone="subdued" variant="bodySm">
        <Time at={at} />
        {why && ` · ${why}`}
      </Text>
      {remedy && (
        <Text as="p" variant="bodySm">
          {remedy}
        </Text>
      )}
    </BlockStack>
  );
}
