import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { AutomationFilters } from "#components/automations/AutomationFilters.tsx";
import { AutomationTable } from "#components/automations/AutomationTable.tsx";
import { addressOf, narrow, narrowingIn, type Narrowing } from "#components/automations/narrow.ts";
import { PopularStrip } from "#components/automations/PopularStrip.tsx";
import { useDeeds } from "#components/automations/use-deeds.ts";
import { useMay } from "#components/page/access.tsx";
import { Nothing } from "#components/page/Nothing.tsx";
import { readSettings } from "#core/team/settings.ts";
import { enterShop } from "#services/team/require-staff.server.ts";
import { readSavedViews } from "#services/activity/change-saved-views.server.ts";
import { readAutomations } from "#services/automations/read-automations.server.ts";
import { text } from "#text/en.ts";

const words = text.automations;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const [read, saved] = await Promise.all([
    readAutomations(context.app, shop),
    readSavedViews(context.app, shop, "automations"),
  ]);
  return { ...read, saved, attributionDays: readSettings(shop.settings).attributionDays };
}

/** The whole list is here: another view of it asks for nothing. */
export const shouldRevalidate = ({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) =>
  currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search && !formMethod
    ? false
    : defaultShouldRevalidate;

export default function Automations() {
  const { automations, offers, saved, attributionDays } = useLoaderData<typeof loader>();
  const [address, setAddress] = useSearchParams();
  const mayEdit = useMay("automations.edit");
  const deeds = useDeeds();
  const narrowing = narrowingIn(address);
  const shown = narrow(automations, narrowing);
  const change = (next: Narrowing) => setAddress(addressOf(next), { replace: true, preventScrollReset: true });
  return (
    <Page
      title={words.title}
      subtitle={automations.length > 0 ? words.period : undefined}
      primaryAction={{ content: words.fromLibrary, url: "/app/automations/library" }}
      secondaryActions={mayEdit ? [{ content: words.fromScratch, url: "/app/automations/new" }] : []}
      fullWidth={automations.length > 0}
    >
      {automations.length > 0 ? (
        <BlockStack gap="400">
          <Card padding="0">
            <AutomationFilters
              automations={automations}
              narrowing={narrowing}
              saved={saved}
              onChange={change}
              onSaved={(query) => change(narrowingIn(new URLSearchParams(query)))}
            />
            {shown.length > 0 ? (
              <AutomationTable key={narrowing.view} automations={shown} deeds={deeds} />
            ) : (
              <NoLines narrowing={narrowing} onClear={() => change(narrowingIn(new URLSearchParams()))} />
            )}
          </Card>
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <Text as="p" tone="subdued">
              {words.revenueHelp(attributionDays)}
            </Text>
          </Box>
        </BlockStack>
      ) : (
        <BlockStack gap="600">
          <Card padding="0">
            <Nothing title={words.emptyTitle} action={{ content: words.emptyAction, url: "/app/automations/library" }}>
              {words.emptyBody}
            </Nothing>
          </Card>
          <PopularStrip offers={offers.filter(({ popular }) => popular)} />
        </BlockStack>
      )}
    </Page>
  );
}

function NoLines({
  narrowing: { view, search, trigger, unpublished },
  onClear,
}: {
  narrowing: Narrowing;
  onClear: () => void;
}) {
  return (
    <Nothing title={words.noMatchTitle} action={{ content: words.showAll, onAction: onClear }}>
      {search || trigger || unpublished ? words.noMatchBody : words.noneInView[view]}
    </Nothing>
  );
}
