import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { PublishLater } from "#components/automations/publish/PublishLater.tsx";
import { SendToMe } from "#components/simulation/SendToMe.tsx";
import { useTestActions } from "#components/simulation/use-test-actions.ts";
import { TestWalkCard } from "#components/simulation/TestWalkCard.tsx";
import { TestWalkForm, type TestWalkRequest } from "#components/simulation/TestWalkForm.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readTestWalk } from "#services/simulation/read-test-walk.server.ts";
import { readTestTexts } from "#services/simulation/read-test-texts.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.trial;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(`${words.testTitle}: ${data?.automation.name ?? ""}`) },
];

const which = z.enum(["draft", "version"]).optional();
const event = z.string().max(100).optional();
/** A `datetime-local` value, in the shop's time zone. */
const localTime = z.iso.datetime({ local: true }).refine((typed) => !typed.endsWith("Z"));
/** "fork.vip,wait.order_created": a step and its outcome each. */
const outcomes = z
  .string()
  .max(20_000)
  .default("")
  .transform((typed) => Object.fromEntries(typed.split(",").map((one) => one.split(".", 2))) as Record<string, string>);
/** Invalid parameters fall back to their defaults: now, and a made-up customer. */
const query = z.object({
  event: event.catch(undefined),
  which: which.catch(undefined),
  at: localTime.optional().catch(undefined),
  outcomes: outcomes.catch({}),
});
const form = z.object({
  event,
  which,
  stepId: z.string().max(100).optional(),
  phone: z.string().max(40).optional(),
  code: z.string().max(20).optional(),
  key: z.uuid(),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.$id.test");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const view = await readTestWalk(
    context.app,
    shop,
    params.id ?? "",
    query.parse(Object.fromEntries(new URL(request.url).searchParams)),
  );
  if (!view) throw new Response(null, { status: 404 });
  return {
    ...view,
    tests: await readTestTexts(context.app, shop),
    hasCredits: shop.creditBalance > 0,
    timezone: shop.timezone,
  };
}

/** Sends test texts to a number of the team, or the code that proves it to be one. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  return sendTestTexts(context.app, shop, { actor, automationId: params.id ?? "", ...posted.value });
}

export default function Test() {
  const {
    automation,
    tried,
    events,
    chosen,
    outcomes: offered,
    walk,
    texts,
    tests,
    testPhone,
    hasCredits,
    timezone,
  } = useLoaderData<typeof loader>();
  useLive("activity", "credits");
  const { page, publishing, close } = useTestActions(
    { ...automation, unpublished: tried?.choice || tried?.which === "draft" },
    "backtest",
  );
  const navigate = useNavigate();
  const address = `/app/automations/${automation.id}`;
  const testRequest: TestWalkRequest = { ...chosen, which: tried?.which ?? "draft" };
  const show = (changed: TestWalkRequest) =>
    navigate(`${address}/test?${toQuery(changed)}`, {
      replace: true,
      preventScrollReset: true,
    });
  return (
    <Page
      title={words.testTitle}
      subtitle={automation.name}
      backAction={{ content: automation.name, url: address }}
      {...page}
    >
      {tried ? (
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <TestWalkForm
                request={testRequest}
                events={events}
                choice={tried.choice}
                timezone={timezone}
                onChange={show}
              />
              {walk && (
                <TestWalkCard
                  walk={walk}
                  outcomes={offered}
                  chosen={chosen.outcomes}
                  onChoose={(stepId, outcome) =>
                    show({ ...testRequest, outcomes: { ...chosen.outcomes, [stepId]: outcome } })
                  }
                />
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <SendToMe texts={texts} phone={testPhone} request={testRequest} hasCredits={hasCredits} tests={tests} />
          </Layout.Section>
        </Layout>
      ) : (
        <Banner tone="warning">{words.unreadable}</Banner>
      )}
      <PublishLater
        automationId={automation.id}
        open={publishing}
        onClose={close}
        onPublished={() => navigate(address)}
      />
    </Page>
  );
}

function toQuery({ outcomes: chosen, ...request }: TestWalkRequest): string {
  const pairs = Object.entries(chosen).flatMap(([stepId, outcome]) => (outcome === "" ? [] : [`${stepId}.${outcome}`]));
  return new URLSearchParams({ ...request, ...(pairs.length > 0 && { outcomes: pairs.join(",") }) }).toString();
}
