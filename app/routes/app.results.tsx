import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Box, Card, Filters, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { ResultsCard } from "#components/analytics/results/ResultsCard.tsx";
import { resultsCsv } from "#components/analytics/results/results-csv.ts";
import { TotalsCard } from "#components/analytics/results/TotalsCard.tsx";
import { toast } from "#components/browser/app-bridge.ts";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { saveFile } from "#components/browser/save-file.ts";
import { daysFilter } from "#components/page/DaysFilter.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { isDay, spans, type Days, type SpanName } from "#core/activity/days.ts";
import { readResults } from "#services/analytics/read-results.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

const words = text.results;
const DEFAULT_PERIOD: SpanName = "last_30_days";

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.results");

const day = z.string().refine(isDay).optional().catch(undefined);
/** Invalid parameters fall back to their defaults. */
const query = z.object({ when: z.enum(spans).optional().catch(undefined), from: day, to: day });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const days = (asked.when ?? asked.from ?? asked.to) ? asked : { when: DEFAULT_PERIOD };
  return { ...(await readResults(context.app, shop, days)), days };
}

export default function ResultsPage() {
  const { total, automations, campaigns, earlier, days } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const show = (chosen: Days) => {
    const parameters = new URLSearchParams(
      Object.entries(chosen).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    navigate(`/app/results?${parameters.toString()}`, { replace: true, preventScrollReset: true });
  };
  const period = daysFilter({ days, onChoose: show });
  const isEmpty = automations.length === 0 && campaigns.length === 0;
  const download = () => {
    saveFile(words.fileName(new Date().toISOString().slice(0, 10)), resultsCsv(automations, campaigns), "text/csv");
    toast(words.exported);
  };
  return (
    <Page
      title={words.title}
      subtitle={words.body}
      fullWidth
      {...(!isEmpty && { secondaryActions: [{ content: words.export, onAction: download }] })}
    >
      <BlockStack gap="400">
        <Card padding="0">
          <Filters
            hideQueryField
            onQueryChange={ignore}
            onQueryClear={ignore}
            filters={[period.filter]}
            appliedFilters={period.applied}
            onClearAll={() => show({ when: DEFAULT_PERIOD })}
          />
        </Card>
        {isEmpty ? (
          <Card padding="0">
            <EmptyState title={words.noneTitle}>{words.noneBody}</EmptyState>
          </Card>
        ) : (
          <>
            <Box paddingInline={{ xs: "400", sm: "0" }}>
              <Text as="p" tone="subdued">
                {words.against(earlier.from, earlier.to)}
              </Text>
            </Box>
            <TotalsCard {...total} />
            <ResultsCard title={words.automations} rows={automations} pageOf={(id) => `/app/automations/${id}`} />
            <ResultsCard title={words.campaigns} rows={campaigns} pageOf={(id) => `/app/campaigns/${id}`} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}

/** The filter has no search. */
const ignore = () => undefined;
