import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { HoldingsCard } from "#components/credits/HoldingsCard.tsx";
import { LedgerTable } from "#components/credits/LedgerTable.tsx";
import { Nothing } from "#components/shell/Nothing.tsx";
import { Paging } from "#components/shell/Paging.tsx";
import { enterShop } from "#services/enter-shop.server.ts";
import { LEDGER_CURSOR, readCredits } from "#services/read-credits.server.ts";
import { text } from "#text/en.ts";

const words = text.credits;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const query = z.object({
  newer: z.string().regex(LEDGER_CURSOR).optional().catch(undefined),
  older: z.string().regex(LEDGER_CURSOR).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const place = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { balance: shop.creditBalance, held: shop.creditReserved, ledger: await readCredits(context.app, shop, place) };
}

export default function Credits() {
  const { balance, held, ledger } = useLoaderData<typeof loader>();
  const { state, location } = useNavigation();
  return (
    <Page title={words.title}>
      <BlockStack gap="400">
        <HoldingsCard balance={balance} held={held} />
        <Card padding="0">
          {ledger.rows.length > 0 ? (
            <>
              <Box padding="400">
                <BlockStack gap="050">
                  <Text as="h2" variant="headingMd">
                    {words.ledger}
                  </Text>
                  <Text as="p" tone="subdued">
                    {words.ledgerBody}
                  </Text>
                </BlockStack>
              </Box>
              <LedgerTable entries={ledger.rows} loading={state === "loading" && location.pathname === "/app/credits"} />
              <Paging newer={ledger.newer && `/app/credits?newer=${ledger.newer}`} older={ledger.older && `/app/credits?older=${ledger.older}`} />
            </>
          ) : (
            <Nothing title={words.emptyTitle}>{words.emptyBody}</Nothing>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}
