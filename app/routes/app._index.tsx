import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, InlineGrid, Page } from "@shopify/polaris";
import { NotificationIcon } from "@shopify/polaris-icons";
import { z } from "zod";
import { AlertsCard } from "#components/analytics/AlertsCard.tsx";
import { CreditsCard } from "#components/analytics/CreditsCard.tsx";
import { DaysCard } from "#components/analytics/DaysCard.tsx";
import { LookUpCard } from "#components/analytics/LookUpCard.tsx";
import { LatestCard } from "#components/analytics/LatestCard.tsx";
import { ImportCard } from "#components/intake/ImportCard.tsx";
import { SetupGuide } from "#components/team/setup/SetupGuide.tsx";
import { TodayCard } from "#components/analytics/TodayCard.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { confirmable } from "#core/team/setup-guide.ts";
import { confirmSetup, hideSetupGuide } from "#services/team/confirm-setup.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.home.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readHome(context.app, shop);
}

const schema = z.union([z.object({ keep: z.enum(confirmable) }), z.object({ hideGuide: z.boolean() })]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "settings.change");
  const posted = await readFormRequest(request, schema);
  if (!posted.ok) return posted;
  return "keep" in posted.value
    ? confirmSetup(context.app, shop, { part: posted.value.keep, actor })
    : hideSetupGuide(context.app, shop, { hidden: posted.value.hideGuide, actor });
}

export default function Home() {
  const { alerts, unreadNotices, imported, setup, today, days, revenue, credits, latest } =
    useLoaderData<typeof loader>();
  useLive("activity", "credits", "notices", "inbox", "team", "runs");
  return (
    <Page
      title={text.home.title}
      secondaryActions={[{ content: text.notices.link(unreadNotices), icon: NotificationIcon, url: "/app/notices" }]}
    >
      {/* A grid reserves the second column before its content arrives, so the first column does not jump. */}
      <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 1fr)" }} gap="400" alignItems="start">
        <BlockStack gap="400">
          <AlertsCard alerts={alerts} />
          {imported && !imported.isOld && <ImportCard {...imported} />}
          <SetupGuide {...setup} />
          <TodayCard today={today} />
          <DaysCard days={days} revenue={revenue} />
        </BlockStack>
        <BlockStack gap="400">
          <CreditsCard {...credits} />
          <LatestCard latest={latest} />
          <LookUpCard />
        </BlockStack>
      </InlineGrid>
    </Page>
  );
}
