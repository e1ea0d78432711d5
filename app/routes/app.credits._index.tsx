import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigation } from "@remix-run/react";
import { Banner, BlockStack, InlineGrid, Page } from "@shopify/polaris";
import { z } from "zod";
import { ChargeBanner } from "#components/credits/ChargeBanner.tsx";
import { HoldingsCard } from "#components/credits/HoldingsCard.tsx";
import { LedgerCard } from "#components/credits/LedgerCard.tsx";
import { LowCreditsCard } from "#components/credits/LowCreditsCard.tsx";
import { PacksCard } from "#components/credits/PacksCard.tsx";
import { ledgerDays } from "#components/credits/query.ts";
import { ProofCard } from "#components/credits/ProofCard.tsx";
import { SubscriptionBanner } from "#components/credits/SubscriptionBanner.tsx";
import { TopUpCard } from "#components/credits/TopUpCard.tsx";
import { SpendCard } from "#components/credits/SpendCard.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import type { SpanName } from "#core/activity/days.ts";
import { ledgerViewKeys } from "#core/credits/ledger-views.ts";
import { packs } from "#core/credits/packs.ts";
import { readSettings } from "#core/team/settings.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readReturnedSubscription, readTopUps } from "#services/credits/auto-top-up.server.ts";
import { readPurchaseCharge } from "#services/credits/order-pack.server.ts";
import { LEDGER_CURSOR, readCredits, readForecast } from "#services/credits/read-credits.server.ts";
import { readSpend } from "#services/credits/read-spend.server.ts";
import { text } from "#text/en.ts";

const words = text.credits;
const DEFAULT_PERIOD: SpanName = "last_30_days";

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** Invalid parameters fall back to their defaults. */
const query = z.object({
  view: z.enum(ledgerViewKeys).optional().catch(undefined),
  newer: z.string().regex(LEDGER_CURSOR).optional().catch(undefined),
  older: z.string().regex(LEDGER_CURSOR).optional().catch(undefined),
  ...ledgerDays.shape,
  /** Shopify appends the id of an approved or declined charge. */
  charge_id: z
    .string()
    .regex(/^\d{1,30}$/)
    .optional()
    .catch(undefined),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.credits._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const { charge_id: chargeId, ...asked } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const place = (asked.when ?? asked.from ?? asked.to) ? asked : { ...asked, when: DEFAULT_PERIOD };
  const returned = chargeId ? await readReturnedSubscription(context.app, shop, chargeId) : null;
  const [ledger, spend, daysLeft, charge, topUps] = await Promise.all([
    readCredits(context.app, shop, place),
    readSpend(context.app, shop, place),
    readForecast(context.app, shop),
    chargeId ? readPurchaseCharge(context.app, shop, chargeId) : null,
    readTopUps(context.app, shop),
  ]);
  const { lowBalanceAt, holdTransactionalUntilToppedUp } = readSettings(shop.settings);
  return {
    balance: shop.creditBalance,
    held: shop.creditReserved,
    daysLeft,
    charge,
    returned,
    topUps,
    ledger,
    spend,
    query: asked,
    days: { when: place.when, from: place.from, to: place.to },
    packs,
    settings: { lowBalanceAt, holdTransactionalUntilToppedUp },
  };
}

export default function Credits() {
  const {
    balance,
    held,
    daysLeft,
    charge,
    returned,
    topUps,
    ledger,
    spend,
    query: asked,
    days,
    packs: offered,
    settings,
  } = useLoaderData<typeof loader>();
  const { state, location } = useNavigation();
  useLive("credits");
  // A shop without ledger entries has not run out of credits.
  const isNew = balance === 0 && spend.opening === 0 && !asked.view && ledger.rows.length === 0;
  const isLow = balance === 0 || balance < settings.lowBalanceAt;
  return (
    <Page title={words.title}>
      <BlockStack gap="400">
        {returned && <SubscriptionBanner key={returned} status={returned} />}
        {charge && <ChargeBanner key={charge.status} charge={charge} />}
        {isLow && !isNew && (
          <Banner tone="warning" title={words.lowTitle(balance)}>
            {words.lowBody(balance, settings.lowBalanceAt)}
          </Banner>
        )}
        {isNew && <Banner title={words.newTitle}>{words.newBody}</Banner>}
        <HoldingsCard balance={balance} held={held} daysLeft={daysLeft} />
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <PacksCard packs={offered} />
            <LowCreditsCard settings={settings} />
          </BlockStack>
          <TopUpCard topUps={topUps} packs={offered} />
        </InlineGrid>
        {!isNew && <SpendCard spend={spend} days={days} />}
        <LedgerCard
          ledger={ledger}
          query={asked}
          days={days}
          isNew={isNew}
          loading={state === "loading" && location.pathname === "/app/credits"}
        />
        <ProofCard />
      </BlockStack>
    </Page>
  );
}
