import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { AutomationTable } from "#components/automations/AutomationTable.tsx";
import { LibraryCard } from "#components/automations/LibraryCard.tsx";
import { Nothing } from "#components/shell/Nothing.tsx";
import { enterShop } from "#services/enter-shop.server.ts";
import { readAutomations } from "#services/read-automations.server.ts";
import { text } from "#text/en.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.automations.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return readAutomations(context.app, shop);
}

export default function Automations() {
  const { automations, offers } = useLoaderData<typeof loader>();
  return (
    <Page title={text.automations.title} subtitle={automations.length > 0 ? text.automations.period : undefined}>
      <BlockStack gap="400">
        <Card padding="0">
          {automations.length > 0 ? (
            <AutomationTable automations={automations} />
          ) : (
            <Nothing title={text.automations.emptyTitle}>{text.automations.emptyBody}</Nothing>
          )}
        </Card>
        {offers.length > 0 && <LibraryCard offers={offers} />}
      </BlockStack>
    </Page>
  );
}
