import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { text } from "#text/en.ts";
import { activityAddress } from "../activity/address.ts";
import { ActivityTable } from "../activity/ActivityTable.tsx";

interface LatestCardProps {
  automationId: string;
  rows: ComponentProps<typeof ActivityTable>["rows"];
}

const words = text.automation;

/** The latest log entries of the automation, with a link to all of them. */
export function LatestCard({ automationId, rows }: LatestCardProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.latest}
          </Text>
          {rows.length === 0 && (
            <Text as="p" tone="subdued">
              {words.latestEmpty}
            </Text>
          )}
        </BlockStack>
      </Box>
      {rows.length > 0 && <ActivityTable rows={rows} narrow />}
      {rows.length > 0 && (
        <Box padding="400">
          <Link url={activityAddress({ automation: automationId })}>{words.seeAll}</Link>
        </Box>
      )}
    </Card>
  );
}
