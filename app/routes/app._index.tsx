import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { CreditsCard } from "#components/home/CreditsCard.tsx";
import { FindOutCard } from "#components/home/FindOutCard.tsx";
import { SetupGuide } from "#components/home/SetupGuide.tsx";
import { TodayCard } from "#components/home/TodayCard.tsx";
import { useLive } from "#components/live/use-live.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { readHome } from "#services/read-home.server.ts";
import { text } from "#text/en.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.home.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return { ...(await readHome(context.app, shop)), balance: shop.creditBalance, held: shop.creditReserved };
}

export default function Home() {
  const { setup, today, balance, held } = useLoaderData<typeof loader>();
  useLive("activity", "credits", "notices", "inbox");
  const isOut = setup.automationOn && balance === 0;
  return (
    <Page title={text.home.title}>
      <BlockStack gap="400">
        {isOut && (
          <Banner tone="warning" title={text.home.outOfCredits} action={{ content: text.home.seeCredits, url: "/app/credits" }}>
            {text.home.outOfCreditsBody}
          </Banner>
        )}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <SetupGuide setup={setup} />
              <TodayCard today={today} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <CreditsCard balance={balance} held={held} />
              <FindOutCard />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
