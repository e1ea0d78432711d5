import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { PublishLater } from "#components/automations/publish/PublishLater.tsx";
import { BacktestForm } from "#components/simulation/BacktestForm.tsx";
import { BacktestCards } from "#components/simulation/BacktestCards.tsx";
import { RunList } from "#components/simulation/RunList.tsx";
import { RunProgress } from "#components/simulation/RunProgress.tsx";
import { useTestActions } from "#components/simulation/use-test-actions.ts";
import { useWhileRunning } from "#components/simulation/use-while-running.ts";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { backtestReaches } from "#core/simulation/backtest-spans.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { requestBacktest } from "#services/simulation/request-backtest.server.ts";
import { cancelBackgroundJob } from "#services/operations/start-background-job.server.ts";
import { readBacktests } from "#services/simulation/read-backtests.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.trial;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(`${words.title}: ${data?.automation.name ?? ""}`) },
];

const query = z.object({
  run: z.uuid().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
});
const form = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("start"),
    days: z.union(backtestReaches.map((days) => z.literal(days))),
    draft: z.boolean(),
  }),
  z.object({ intent: z.literal("cancel"), runId: z.uuid() }),
]);

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.$id.backtest");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const { run, page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const view = await readBacktests(context.app, shop, params.id ?? "", { runId: run, page });
  if (!view) throw new Response(null, { status: 404 });
  return view;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const { value } = posted;
  const who = { shopId: shop.id, actor };
  if (value.intent === "cancel") return cancelBackgroundJob(context.app, { ...who, runId: value.runId });
  return requestBacktest(context.app, { ...who, automationId: params.id ?? "", days: value.days, draft: value.draft });
}

export default function Backtest() {
  const { automation, starts, known, hasVersion, draftDiffers, runs, shown, found } = useLoaderData<typeof loader>();
  const {
    page: actions,
    publishing,
    close,
  } = useTestActions({ ...automation, unpublished: !hasVersion || draftDiffers }, "test");
  const navigate = useNavigate();
  const isUnderWay = runs.some(({ status }) => status === "waiting" || status === "running");
  useWhileRunning(isUnderWay);
  const address = `/app/automations/${automation.id}`;
  const show = (run: string, page = 1) =>
    navigate(`${address}/backtest?${new URLSearchParams({ run, page: String(page) }).toString()}`, {
      preventScrollReset: page > 1 || page !== found?.page,
    });
  return (
    <Page
      title={words.title}
      subtitle={automation.name}
      backAction={{ content: automation.name, url: address }}
      {...actions}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <BacktestForm
              hasVersion={hasVersion}
              draftDiffers={draftDiffers}
              busy={isUnderWay}
              onStarted={(runId) => show(runId)}
            />
            {!shown && (
              <Card padding="0">
                <EmptyState title={words.runsEmpty}>{words.runsEmptyBody}</EmptyState>
              </Card>
            )}
            {shown && shown.status !== "done" && <RunProgress run={shown} />}
            {shown && found && (
              <BacktestCards
                automationId={automation.id}
                starts={starts}
                known={known}
                found={found}
                onPage={(page) => show(shown.id, page)}
              />
            )}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          {runs.length > 0 && <RunList runs={runs} shownId={shown?.id ?? null} onShow={(id) => show(id)} />}
        </Layout.Section>
      </Layout>
      <PublishLater
        automationId={automation.id}
        open={publishing}
        onClose={close}
        onPublished={() => navigate(address)}
      />
    </Page>
  );
}
