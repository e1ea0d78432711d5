import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { CampaignTable } from "#components/campaigns/CampaignTable.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { usePermission } from "#components/page/access.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { readCampaigns } from "#services/campaigns/read-campaigns.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

const words = text.campaigns;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.campaigns._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { campaigns: await readCampaigns(context.app, shop) };
}

export default function Campaigns() {
  const { campaigns } = useLoaderData<typeof loader>();
  useLive("campaigns");
  const navigate = useNavigate();
  const may = usePermission("automations.edit");
  const create = { content: words.create, onAction: () => navigate("/app/campaigns/new") };
  return (
    <Page title={words.title} {...(may && campaigns.length > 0 && { primaryAction: create })}>
      <Card padding="0" roundedAbove="sm">
        {campaigns.length === 0 ? (
          <EmptyState title={words.empty.title} {...(may && { action: create })}>
            {words.empty.body}
          </EmptyState>
        ) : (
          <CampaignTable campaigns={campaigns} />
        )}
      </Card>
    </Page>
  );
}
