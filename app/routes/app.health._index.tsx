import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { ComparisonCard } from "#components/operations/ComparisonCard.tsx";
import { ImportCard } from "#components/intake/ImportCard.tsx";
import { ConnectionsCard } from "#components/operations/ConnectionsCard.tsx";
import { FailureList } from "#components/operations/FailureList.tsx";
import { Glance } from "#components/operations/Glance.tsx";
import { ReceivedTable } from "#components/operations/ReceivedTable.tsx";
import { UnknownTexts } from "#components/operations/UnknownTexts.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { usePermission } from "#components/page/access.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readHealth } from "#services/operations/read-health.server.ts";
import { retryMany } from "#services/sending/retry-failed.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.health.title) }];

const posted = z.object({ intent: z.literal("retry"), ids: z.array(z.uuid()).min(1).max(100) });

export const clientLoader = clientLoaderThatKeeps("routes/app.health._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readHealth(context.app, shop);
}

export async function action({ request, context: { app } }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, { app }, "operations.run");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  return retryMany(app, form.value.ids, actor, shop.id);
}

export default function Health() {
  const { findings, unknown, failures, received, comparison, imported } = useLoaderData<typeof loader>();
  useLive("team", "operation", "runs");
  const may = usePermission("operations.run");
  return (
    <Page title={text.health.title} fullWidth>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Glance findings={findings} />
            <UnknownTexts texts={unknown} />
            <FailureList failures={failures} may={may} />
            <ReceivedTable received={received} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {imported && <ImportCard {...imported} />}
            <ComparisonCard comparison={comparison} />
            <ConnectionsCard />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
