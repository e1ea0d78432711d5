import type { AutomationStatus } from "#core/statuses.ts";
import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { TakenBadge } from "./TakenBadge.tsx";

const words = text.library;

export interface Offer {
  key: string;
  name: string;
  story: string;
  alsoCalled: readonly string[];
  trigger: string;
  /** The category's title. */
  category: string;
  popular: boolean;
  taken: { status: AutomationStatus } | null;
}

/** One template in its category. */
export function OfferCard({ offer: { key, name, story, trigger, popular, taken } }: { offer: Offer }) {
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <Text as="h3" variant="headingSm">
            <Link url={`/app/automations/library/${key}`} removeUnderline>
              {name}
            </Link>
          </Text>
          {taken ? <TakenBadge status={taken.status} /> : popular && <Badge tone="info">{words.popular}</Badge>}
        </InlineStack>
        <Text as="p">{story}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {words.startsWith(trigger)}
        </Text>
      </BlockStack>
    </Card>
  );
}
