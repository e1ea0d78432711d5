import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Badge, Banner, BlockStack, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { AboutCard } from "#components/automations/AboutCard.tsx";
import { DetailsCard } from "#components/automations/DetailsCard.tsx";
import { FiguresCard } from "#components/automations/FiguresCard.tsx";
import { FlowCard } from "#components/automations/FlowCard.tsx";
import { ImportDialog } from "#components/automations/ImportDialog.tsx";
import { ActiveSequencesCard } from "#components/automations/ActiveSequencesCard.tsx";
import { SplitTestsCard } from "#components/automations/SplitTestsCard.tsx";
import { LatestCard } from "#components/automations/LatestCard.tsx";
import { useAutomationActions } from "#components/automations/use-automation-actions.ts";
import { shownStatus } from "#components/automations/AutomationSwitch.tsx";
import { PublishLater } from "#components/automations/publish/PublishLater.tsx";
import { Confirm } from "#components/page/Confirm.tsx";
import { StatusBadge } from "#components/page/StatusBadge.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { findCampaignOfAutomation } from "#services/campaigns/read-campaigns.server.ts";
import { readAutomation } from "#services/automations/read-automation.server.ts";
import { TIME_CURSOR } from "#core/paging.ts";
import { text } from "#text/en.ts";

const words = text.automation;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.name ?? text.automations.title) },
];

const cursor = z.string().regex(TIME_CURSOR).optional().catch(undefined);
const query = z.object({ newer: cursor, older: cursor });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const id = z.uuid().safeParse(params.id);
  const place = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const automation = id.success ? await readAutomation(context.app, shop, id.data, place) : null;
  if (automation) return automation;
  const campaignId = id.success ? await findCampaignOfAutomation(context.app, shop, id.data) : null;
  // Activity and the customer's page link to what sent a text; a campaign's automation has the campaign's page.
  throw campaignId ? redirect(`/app/campaigns/${campaignId}`) : new Response(null, { status: 404 });
}

/** Once it is deleted there is nothing to read here: the page leaves for the list. */
export const shouldRevalidate = ({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  formAction?.endsWith("/delete") ? false : defaultShouldRevalidate;

export default function Automation() {
  const automation = useLoaderData<typeof loader>();
  const { id, name, status, version, inside } = automation;
  const { page, wanted, dialog, close, archive, archiving, remove, removing } = useAutomationActions(automation);
  return (
    <Page
      title={name}
      titleMetadata={
        <InlineStack gap="200">
          <StatusBadge of="automation" status={shownStatus(status, wanted)} />
          {automation.unpublished && status !== "archived" && <Badge tone="attention">{words.unpublished}</Badge>}
        </InlineStack>
      }
      backAction={{ content: text.automations.title, url: "/app/automations" }}
      {...page}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {status === "archived" && <Banner title={words.archivedTitle}>{words.archivedBody}</Banner>}
            {status === "draft" && <Banner title={words.draftTitle}>{words.draftBody}</Banner>}
            {status === "paused" && inside.total > 0 && (
              <Banner tone="warning" title={words.offTitle(inside.total)}>
                {words.offBody}
              </Banner>
            )}
            {automation.internal ? (
              <Banner title={words.internalTitle}>{words.internalBody}</Banner>
            ) : (
              <FlowCard flow={automation.flow} examples={automation.examples} figures={version && automation.steps} />
            )}
            {automation.splits.length > 0 && <SplitTestsCard tests={automation.splits} />}
            <ActiveSequencesCard
              inside={inside}
              current={version?.number ?? null}
              at={(place) => `/app/automations/${id}?${new URLSearchParams(place).toString()}`}
            />
            <LatestCard automationId={id} rows={automation.latest} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {automation.story && <AboutCard>{automation.story}</AboutCard>}
            <FiguresCard figures={automation.figures} revenue={automation.revenue} />
            <DetailsCard id={id} flow={automation.flow} version={version} made={automation.made} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <PublishLater automationId={id} open={dialog === "publish"} onClose={close} onPublished={close} />
      <ImportDialog
        address={`/app/automations/${id}/file`}
        title={words.importTitle}
        body={words.importBody}
        said={words.imported}
        open={dialog === "import"}
        onClose={close}
        onDone={close}
      />
      <Confirm
        open={dialog === "archive"}
        title={words.archiveTitle(name)}
        action={words.archive}
        destructive
        busy={archiving}
        onConfirm={archive}
        onClose={close}
      >
        <Text as="p">{words.archiveBody(inside.total)}</Text>
      </Confirm>
      <Confirm
        open={dialog === "delete"}
        title={text.automations.deleteTitle(1, name)}
        action={text.automations.deleteDo}
        destructive
        busy={removing}
        onConfirm={remove}
        onClose={close}
      >
        <Text as="p">{text.automations.deleteBody}</Text>
      </Confirm>
    </Page>
  );
}
