import { BlockStack, Button, Card, Divider, InlineGrid, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { text } from "#text/en.ts";
import { showMoney } from "#text/money.ts";
import { usePermission } from "../page/access.tsx";
import { openAtTop } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

interface Pack {
  key: string;
  name: string;
  credits: number;
  /** A decimal string. */
  price: string;
  currency: string;
}

const words = text.credits;

/** The credit packs; a purchase leads to Shopify's approval page. */
export function PacksCard({ packs }: { packs: readonly Pack[] }) {
  const mayBuy = usePermission("credits.buy");
  const [chosen, setChosen] = useState<string | null>(null);
  const { act, busy, answer } = useAction<ActionResponse & { confirmationUrl: string }>({
    action: "/app/credits/buy",
    onDone: ({ confirmationUrl }) => openAtTop(confirmationUrl),
  });
  // The approval page replaces this one: until then no other order.
  const leaving = busy || answer?.ok === true;
  const buy = (packKey: string) => {
    setChosen(packKey);
    act({ packKey });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.packs}
          </Text>
          <Text as="p" tone="subdued">
            {words.packsBody}
          </Text>
        </BlockStack>
        {packs.map(({ key, name, credits, price, currency }) => (
          <Fragment key={key}>
            <Divider />
            <InlineGrid columns="minmax(0, 1fr) auto auto" gap="400" alignItems="center">
              <BlockStack>
                <Text as="h3" variant="headingSm">
                  {words.packCredits(credits)}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm">
                  {words.packEach(showMoney(String(Number(price) / credits), currency, EACH_PLACES))}
                </Text>
              </BlockStack>
              <Text as="span" numeric fontWeight="medium">
                {showMoney(price, currency)}
              </Text>
              {mayBuy && (
                <Button
                  accessibilityLabel={words.buyNamed(name)}
                  loading={leaving && chosen === key}
                  disabled={leaving}
                  onClick={() => buy(key)}
                >
                  {words.buy}
                </Button>
              )}
            </InlineGrid>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

/** Packs differ by tenths of a cent per credit. */
const EACH_PLACES = 3;
