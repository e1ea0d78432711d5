import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { readKept } from "#components/browser/read-kept.ts";
import { useLive } from "#components/browser/use-live.ts";
import { PublishLater } from "#components/automations/publish/PublishLater.tsx";
import { SendToMe } from "#components/simulation/SendToMe.tsx";
import { useTrialActions } from "#components/simulation/use-trial-actions.ts";
import { WalkCard } from "#components/simulation/WalkCard.tsx";
import { WalkForm, type WalkWish } from "#components/simulation/WalkForm.tsx";
import { enterShop } from "#services/team/require-staff.server.ts";
import { readTrial } from "#services/simulation/read-test-walk.server.ts";
import { readTestTexts } from "#services/simulation/read-test-texts.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

const words = text.trial;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(`${words.testTitle}: ${data?.automation.name ?? ""}`) },
];

const which = z.enum(["draft", "version"]).optional();
const event = z.string().max(100).optional();
/** By the shop's clock, as a form's field has it. */
const localTime = z.iso.datetime({ local: true }).refine((typed) => !typed.endsWith("Z"));
/** What cannot be understood is as good as absent: now, and somebody made up. */
const query = z.object({
  event: event.catch(undefined),
  which: which.catch(undefined),
  at: localTime.optional().catch(undefined),
});
const form = z.object({
  event,
  which,
  stepId: z.string().max(100).optional(),
  phone: z.string().max(40).optional(),
  key: z.uuid(),
});

export const clientLoader = readKept("routes/app.automations.$id.test");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const view = await readTrial(
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

/** Sends texts to the merchant's own number. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.edit");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  return sendTestTexts(context.app, shop, { actor, automationId: params.id ?? "", ...posted.value });
}

export default function Test() {
  const { automation, tried, events, chosen, walk, texts, tests, testPhone, hasCredits, timezone } =
    useLoaderData<typeof loader>();
  useLive("activity", "credits");
  const { page, publishing, close } = useTrialActions(
    { ...automation, unpublished: tried?.choice || tried?.which === "draft" },
    "backtest",
  );
  const navigate = useNavigate();
  const address = `/app/automations/${automation.id}`;
  const wish: WalkWish = { ...chosen, which: tried?.which ?? "draft" };
  const show = (changed: WalkWish) =>
    navigate(`${address}/test?${new URLSearchParams({ ...changed }).toString()}`, {
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
              <WalkForm wish={wish} events={events} choice={tried.choice} timezone={timezone} onChange={show} />
              {walk && <WalkCard walk={walk} />}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <SendToMe texts={texts} phone={testPhone} wish={wish} hasCredits={hasCredits} tests={tests} />
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
