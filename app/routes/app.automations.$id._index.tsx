import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { activityAddress } from "#components/activity/address.ts";
import { ActivityTable } from "#components/activity/ActivityTable.tsx";
import { AutomationSwitch, shownStatus } from "#components/automations/AutomationSwitch.tsx";
import { StepsCard } from "#components/automations/StepsCard.tsx";
import { useSwitch } from "#components/automations/use-switch.ts";
import { Fact, Facts } from "#components/shell/Facts.tsx";
import { StatusBadge } from "#components/shell/StatusBadge.tsx";
import { Time } from "#components/shell/Time.tsx";
import { enterShop } from "#services/enter-shop.server.ts";
import { readAutomation } from "#services/read-automation.server.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.automation;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: text.pageTitle(data?.name ?? text.automations.title) }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const id = z.uuid().safeParse(params.id);
  const automation = id.success ? await readAutomation(context.app, shop, id.data) : null;
  if (!automation) throw new Response(null, { status: 404 });
  return automation;
}

export default function Automation() {
  const automation = useLoaderData<typeof loader>();
  const { wanted, submit } = useSwitch(automation.name);
  const shown = shownStatus(automation.status, wanted);
  const { version, figures } = automation;
  return (
    <Page
      title={automation.name}
      titleMetadata={<StatusBadge of="automation" status={shown} />}
      backAction={{ content: text.automations.title, url: "/app/automations" }}
      primaryAction={
        automation.status !== "archived" && <AutomationSwitch automation={automation} shown={shown} submit={submit} busy={wanted !== null} />
      }
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {!version && <Banner tone="info">{words.noVersion}</Banner>}
            {version && !version.outline && <Banner tone="warning">{words.unreadable}</Banner>}
            {version?.outline && <StepsCard outline={version.outline} examples={version.examples} />}
            <Card padding="0">
              <Box padding="400">
                <Text as="h2" variant="headingMd">
                  {words.latest}
                </Text>
                {automation.latest.length === 0 && <Text as="p">{words.latestEmpty}</Text>}
              </Box>
              {automation.latest.length > 0 && <ActivityTable rows={automation.latest} narrow />}
              {automation.latest.length > 0 && (
                <Box padding="400">
                  <Link url={activityAddress({ automation: automation.id })}>{words.seeAll}</Link>
                </Box>
              )}
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {automation.story && (
              <Card>
                <BlockStack gap="200">
                  <Text as="h2" variant="headingMd">
                    {words.about}
                  </Text>
                  <Text as="p">{automation.story}</Text>
                </BlockStack>
              </Card>
            )}
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {words.figures}
                </Text>
                <Facts>
                  <Fact name={text.automations.entered}>{showNumber(figures.entered)}</Fact>
                  <Fact name={text.automations.sent}>{showNumber(figures.sent)}</Fact>
                  <Fact name={text.automations.skipped}>{showNumber(figures.skipped)}</Fact>
                </Facts>
              </BlockStack>
            </Card>
            <Card>
              <Facts>
                <Fact name={words.version}>{version?.number}</Fact>
                <Fact name={words.published}>{version && <Time at={version.published} />}</Fact>
                <Fact name={words.made}>
                  <Time at={automation.made} />
                </Fact>
              </Facts>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
