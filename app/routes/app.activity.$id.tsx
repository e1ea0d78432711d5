import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { Checks } from "#components/entry/Checks.tsx";
import { CustomerCard } from "#components/entry/CustomerCard.tsx";
import { MessageCard } from "#components/entry/MessageCard.tsx";
import { PathCard } from "#components/entry/PathCard.tsx";
import { Verdict } from "#components/entry/Verdict.tsx";
import { Event } from "#components/entry/Event.tsx";
import { Fact, Facts } from "#components/shell/Facts.tsx";
import { Time } from "#components/shell/Time.tsx";
import { useBack } from "#components/shell/use-back.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { readLogEntry } from "#services/read-log-entry.server.ts";
import { text } from "#text/en.ts";

const words = text.entry;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const id = z.uuid().safeParse(params.id);
  const entry = id.success ? await readLogEntry(context.app, shop, id.data) : null;
  if (!entry) throw new Response(null, { status: 404 });
  return entry;
}

export default function Entry() {
  const entry = useLoaderData<typeof loader>();
  const { automation, event } = entry;
  const back = useBack("/app/activity", text.activity.title);
  return (
    <Page title={words.titleOf(entry.doing, automation?.name)} subtitle={entry.at.exact} backAction={back}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Verdict status={entry.status} action={entry.action} reason={entry.reason} endedBy={entry.endedBy} message={entry.message} />
            {entry.path?.steps.some(({ status }) => status === "unknown") && (
              <Banner tone="warning" title={words.unknownOnPath}>
                {words.unknownOnPathBody}
              </Banner>
            )}
            {entry.message && <MessageCard message={entry.message} />}
            <Checks checks={entry.checks} action={entry.action} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CustomerCard customer={entry.customer} />
            {entry.path && <PathCard path={entry.path} />}
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {words.details}
                </Text>
                <Facts>
                  <Fact name={text.activity.automation}>{automation && <Link url={`/app/automations/${automation.id}`}>{automation.name}</Link>}</Fact>
                  <Fact name={entry.action === "exit" ? words.endingEvent : words.event}>{event && <Event {...event} />}</Fact>
                  <Fact name={words.eventAt}>{event && <Time at={event.at} />}</Fact>
                  <Fact name={words.decidedAt}>
                    <Time at={entry.at} />
                  </Fact>
                  <Fact name={words.cost}>{entry.credits > 0 ? words.credits(entry.credits) : null}</Fact>
                </Facts>
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
