import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { EntryMain, EntrySide } from "#components/activity/entry/EntryParts.tsx";
import { useBack } from "#components/browser/use-back.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { text } from "#text/en.ts";
import { formatZone } from "#text/zone.ts";

const words = text.entry;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const id = z.uuid().safeParse(params.id);
  const entry = id.success ? await readLogEntry(context.app, shop, id.data) : null;
  if (!entry) throw new Response(null, { status: 404 });
  return { entry, zone: formatZone(shop.timezone) };
}

export default function Entry() {
  const { entry, zone } = useLoaderData<typeof loader>();
  const back = useBack("/app/activity", text.activity.title);
  return (
    <Page title={words.titleOf(entry.doing, entry.automation?.name)} subtitle={entry.at.exact} backAction={back}>
      <Layout>
        <Layout.Section>
          <EntryMain entry={entry} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <EntrySide entry={entry} zone={zone} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
