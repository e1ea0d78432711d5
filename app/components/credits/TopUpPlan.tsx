import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

const words = text.topUp;

/** What the merchant has approved at Shopify. */
export interface ShownPlan {
  /** Decimal strings. */
  cap: string;
  used: string;
  currency: string;
  periodEnd: ShownMoment | null;
  test: boolean;
}

/** What was bought in the billing month, of what the merchant has approved. */
export function TopUpPlan({
  plan: { cap, used, currency, periodEnd, test },
  capWaits,
}: {
  plan: ShownPlan;
  capWaits: boolean;
}) {
  const share = Number(cap) > 0 ? Math.min(100, (100 * Number(used)) / Number(cap)) : 0;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm" id="top-up-used">
        {words.used}
      </Text>
      <Text as="p" numeric>
        {words.usedOf(used, cap, currency)}
      </Text>
      <ProgressBar progress={share} size="small" ariaLabelledBy="top-up-used" />
      <Text as="p" tone="subdued" variant="bodySm">
        {[periodEnd && words.until(periodEnd.shown), test && words.test].filter(Boolean).join(" · ")}
      </Text>
      {capWaits && <Text as="p">{words.capWaits(cap, currency)}</Text>}
    </BlockStack>
  );
}
