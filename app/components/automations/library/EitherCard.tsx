import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { TakenBadge } from "./TakenBadge.tsx";

interface Other {
  key: string;
  name: string;
  taken: { status: AutomationStatus } | null;
}

/** The templates that replace each other. Empty without alternatives. */
export function EitherCard({ either }: { either: readonly Other[] }) {
  if (either.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {text.library.instead}
        </Text>
        {either.map(({ key, name, taken }) => (
          <InlineStack key={key} gap="200" blockAlign="center">
            <Link url={`/app/automations/library/${key}`}>{name}</Link>
            {taken && <TakenBadge status={taken.status} />}
          </InlineStack>
        ))}
        <Text as="p" tone="subdued">
          {text.library.insteadBody}
        </Text>
      </BlockStack>
    </Card>
  );
}
