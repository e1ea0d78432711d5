import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { AutomationFilters } from "#components/automations/AutomationFilters.tsx";
import { AutomationTable } from "#components/automations/AutomationTable.tsx";
import {
  automationsAddress,
  filterAutomations,
  automationFilterIn,
  tagsOf,
  type AutomationFilter,
} from "#components/automations/automation-filter.ts";
import { PopularStrip } from "#components/automations/PopularStrip.tsx";
import { useBulkActions } from "#components/automations/use-bulk-actions.ts";
import { usePermission } from "#components/page/access.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { readSettings } from "#core/team/settings.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readSavedViews } from "#services/activity/change-saved-views.server.ts";
import { readAutomations } from "#services/automations/read-automations.server.ts";
import { text } from "#text/en.ts";

const words = text.automations;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const [read, saved] = await Promise.all([
    readAutomations(context.app, shop),
    readSavedViews(context.app, shop, "automations"),
  ]);
  return { ...read, saved, attributionDays: readSettings(shop.settings).attributionDays };
}

/** The page has the whole list: another view needs no request. */
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
  const mayEdit = usePermission("automations.edit");
  const bulkActions = useBulkActions();
  const narrowing = automationFilterIn(address);
  const shown = filterAutomations(automations, narrowing);
  const change = (next: AutomationFilter) =>
    setAddress(automationsAddress(next), { replace: true, preventScrollReset: true });
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
              onSaved={(query) => change(automationFilterIn(new URLSearchParams(query)))}
            />
            {shown.length > 0 ? (
              <AutomationTable
                key={narrowing.view}
                automations={shown}
                tags={tagsOf(automations)}
                deeds={bulkActions}
              />
            ) : (
              <NoLines narrowing={narrowing} onClear={() => change(automationFilterIn(new URLSearchParams()))} />
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
            <EmptyState
              title={words.emptyTitle}
              action={{ content: words.emptyAction, url: "/app/automations/library" }}
            >
              {words.emptyBody}
            </EmptyState>
          </Card>
          <PopularStrip offers={offers.filter(({ popular }) => popular)} />
        </BlockStack>
      )}
    </Page>
  );
}

function NoLines({
  narrowing: { view, search, trigger, tag, unpublished },
  onClear,
}: {
  narrowing: AutomationFilter;
  onClear: () => void;
}) {
  return (
    <EmptyState title={words.noMatchTitle} action={{ content: words.showAll, onAction: onClear }}>
      {search || trigger || tag || unpublished ? words.noMatchBody : words.noneInView[view]}
    </EmptyState>
  );
}
