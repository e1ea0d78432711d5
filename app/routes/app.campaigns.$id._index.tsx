import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { ActionBar } from "#components/campaigns/ActionBar.tsx";
import { CampaignBadge } from "#components/campaigns/CampaignBadge.tsx";
import { ProgressCard } from "#components/campaigns/ProgressCard.tsx";
import { RecipientsCard } from "#components/campaigns/RecipientsCard.tsx";
import { ResultsCard } from "#components/campaigns/ResultsCard.tsx";
import { usePermission } from "#components/page/access.tsx";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { campaignRecipientStatuses } from "#core/statuses.ts";
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  unscheduleCampaign,
} from "#services/campaigns/change-campaign.server.ts";
import { deleteCampaignDraft } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign, readRecipients } from "#services/campaigns/read-campaign.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { shownCaused } from "#text/caused.ts";
import { text } from "#text/en.ts";
import { grossIfOther, showEarned } from "#text/figures.ts";
import { showMoney } from "#text/money.ts";
import { showNumber } from "#text/number.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.campaigns;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.campaign.name ?? words.title) },
];

export const clientLoader = clientLoaderThatKeeps("routes/app.campaigns.$id._index");

const query = z.object({
  status: z.enum(campaignRecipientStatuses).nullable().catch(null),
  after: z.uuid().nullable().catch(null),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const id = params.id ?? "";
  const [campaign, recipients] = await Promise.all([
    readCampaign(context.app, shop, id),
    readRecipients(context.app, shop, id, asked),
  ]);
  if (!campaign || !recipients) throw new Response(null, { status: 404 });
  const { arms, caused, ...rest } = campaign;
  return {
    campaign: {
      ...rest,
      caused: caused && { ...shownCaused(caused), heldOut: caused.heldOut },
      arms: arms.map(({ revenue, ...arm }) => ({
        ...arm,
        ...shownEarned(revenue, arm.sent),
      })),
    },
    recipients,
    asked,
  };
}

function shownEarned(revenue: readonly { currency: string; amount: string; gross: string }[], sent: number) {
  const earned = revenue.map(({ currency, amount, gross }) => ({ currency, net: amount, gross }));
  const [main] = earned;
  return {
    revenue: main ? showEarned(earned, "net") : "",
    gross: grossIfOther(earned),
    perText: main && sent > 0 ? showMoney(String(Number(main.net) / sent), main.currency) : "",
  };
}

const posted = z.object({ intent: z.enum(["pause", "resume", "unschedule", "cancel", "delete"]) });

export async function action({ request, params, context: { app } }: ActionFunctionArgs) {
  const { shop, actor, may } = await requireStaff(request, { app }, "automations.edit");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const { intent } = form.value;
  const target = { shopId: shop.id, campaignId: params.id ?? "", actor };
  if (intent === "delete") return deleteCampaignDraft(app, shop, target);
  if (!may.includes("automations.publish")) throw new Response(null, { status: 403 });
  const change = {
    pause: pauseCampaign,
    resume: resumeCampaign,
    unschedule: unscheduleCampaign,
    cancel: cancelCampaign,
  }[intent];
  return change(app, target);
}

export default function CampaignPage() {
  const { campaign, recipients, asked } = useLoaderData<typeof loader>();
  useLive("activity", "campaigns");
  const navigate = useNavigate();
  const mayEdit = usePermission("automations.edit");
  const maySend = usePermission("automations.publish");
  const { without, automationId, winner } = campaign;
  const addressOf = (place: { status?: string; after?: string }) =>
    `/app/campaigns/${campaign.id}?${new URLSearchParams({ ...(asked.status && { status: asked.status }), ...place }).toString()}`;
  return (
    <Page
      title={campaign.name}
      titleMetadata={<CampaignBadge status={campaign.status} />}
      backAction={{ content: words.title, url: "/app/campaigns" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ActionBar campaign={campaign} mayEdit={mayEdit} maySend={maySend} />
            <ProgressCard campaign={campaign} />
            {campaign.startedAt && (
              <RecipientsCard
                counts={campaign.recipients}
                status={asked.status}
                recipients={recipients.recipients}
                next={recipients.next}
                first={asked.after === null}
                addressOf={addressOf}
                onStatus={(status) => navigate(`/app/campaigns/${campaign.id}${status ? `?status=${status}` : ""}`)}
              />
            )}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ResultsCard
              arms={campaign.arms}
              winner={winner}
              caused={campaign.caused}
              started={campaign.startedAt !== null}
            />
            {campaign.startedAt && (
              <Card roundedAbove="sm">
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {words.report.without}
                  </Text>
                  {without.length === 0 ? (
                    <Text as="p" tone="subdued">
                      {words.report.everyone}
                    </Text>
                  ) : (
                    <Facts>
                      {without.map(({ status, reason, recipients: some }) => (
                        <Fact key={`${status} ${reason}`} name={words.reason(reason)}>
                          {showNumber(some)}
                        </Fact>
                      ))}
                    </Facts>
                  )}
                  {automationId && (
                    <Link url={`/app/activity?automation=${automationId}`}>{words.report.activity}</Link>
                  )}
                </BlockStack>
              </Card>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
