import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { ConnectionsCard } from "#components/health/ConnectionsCard.tsx";
import { FailureList } from "#components/health/FailureList.tsx";
import { FiguresCard } from "#components/health/FiguresCard.tsx";
import { Glance } from "#components/health/Glance.tsx";
import { QueueTable } from "#components/health/QueueTable.tsx";
import { ReceivedTable } from "#components/health/ReceivedTable.tsx";
import { Tasks } from "#components/health/Tasks.tsx";
import { UnknownTexts } from "#components/health/UnknownTexts.tsx";
import { readKept } from "#components/live/read-kept.ts";
import { useLive } from "#components/live/use-live.ts";
import { useMay } from "#components/shell/access.tsx";
import { enterShop } from "#services/enter-shop.server.ts";
import { askForTask, switchTask } from "#services/operate-tasks.server.ts";
import { readHealth } from "#services/read-health.server.ts";
import { retryMany } from "#services/retry-failed.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

export { askKept as clientAction } from "#components/shell/unreached.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.health.title) }];

const name = z.string().min(1).max(100);
const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry"), ids: z.array(z.uuid()).min(1).max(100) }),
  z.object({ intent: z.literal("run"), name }),
  z.object({ intent: z.literal("switch"), name, enabled: z.boolean() }),
]);

export const clientLoader = readKept("routes/app.health._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return readHealth(context.app, shop);
}

export async function action({ request, context: { app } }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, { app }, "operations.run");
  const asked = await readPosted(request, posted);
  if (!asked.ok) return asked;
  const who = { shopId: shop.id, actor };
  switch (asked.value.intent) {
    case "retry":
      return retryMany(app, asked.value.ids, actor, shop.id);
    case "run":
      return askForTask(app, { ...who, name: asked.value.name });
    case "switch":
      return switchTask(app, { ...who, name: asked.value.name, enabled: asked.value.enabled });
  }
}

export default function Health() {
  const { findings, stats, tasks, ownsTasks, unknown, failures, received } = useLoaderData<typeof loader>();
  useLive("team", "operation");
  const may = useMay("operations.run");
  return (
    <Page title={text.health.title} fullWidth>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Glance findings={findings} />
            <UnknownTexts texts={unknown} />
            <FailureList failures={failures} may={may} />
            <QueueTable queues={stats.queues} />
            <Tasks tasks={tasks} own={ownsTasks} may={may} />
            <ReceivedTable received={received} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <FiguresCard figures={stats} own={ownsTasks} />
            <ConnectionsCard />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
