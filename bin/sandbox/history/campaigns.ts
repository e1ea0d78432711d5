import type { DefinitionDocument } from "#core/automations/definition.ts";
import type { CampaignPlanDocument } from "#core/campaigns/plan.ts";
import type { Instant } from "#core/time/time.ts";
import { importDraft } from "#services/automations/automation-file.server.ts";
import { resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { scheduleCampaign } from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { listSegmentsOf } from "#services/segments/read-segments.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Deed } from "#sandbox/history/agenda.ts";
import type { Past } from "#sandbox/history/past.ts";
import { SHOP } from "../env.ts";

const ACTOR = "staff:1";
const SHOP_URL = `https://${SHOP}`;

const SUBSCRIBERS = "Subscribers";
const LATELY_BOUGHT = "Bought in the last 7 days";
const SEGMENTS = [
  { name: SUBSCRIBERS, conditions: { field: "texts.consent", op: "equals", value: "subscribed" } },
  { name: "Bought twice or more", conditions: { field: "customer.orders_count", op: "at_least", value: 2 } },
  {
    name: LATELY_BOUGHT,
    conditions: { field: "customer.last_order_at", op: "in_last", value: { amount: 7, unit: "days" } },
  },
] as const;

/** Two wordings of a text after a first order, and a holdout: who gets none shows what the texts cause. */
const SECOND_ORDER: DefinitionDocument = {
  name: "Second order",
  description: "Tries two ways to bring customers back after an order, against no text at all.",
  kind: "marketing",
  trigger: { type: "order_created" },
  reentry: "once",
  steps: [
    { id: "settle", type: "wait", config: { for: { amount: 5, unit: "days" } } },
    { id: "late-morning", type: "wait", config: { untilTime: { at: "11:00" } } },
    {
      id: "words",
      name: "News or thanks",
      type: "split",
      arms: [
        {
          id: "news",
          name: "News",
          weight: 30,
          steps: [
            {
              id: "tell-news",
              type: "send_sms",
              config: { body: "{{ shop.name }}: see what is new this week: {{ shop.url }} Reply STOP to opt out" },
            },
          ],
        },
        {
          id: "thanks",
          name: "Thanks",
          weight: 30,
          steps: [
            {
              id: "say-thanks",
              type: "send_sms",
              config: {
                body:
                  "{{ shop.name }}: thank you for your order! What goes well with it: {{ shop.url }} Reply STOP to " +
                  "opt out",
              },
            },
          ],
        },
        { id: "no-text", name: "No text", weight: 40, holdout: true, steps: [] },
      ],
    },
  ],
};

const MUGS: CampaignPlanDocument = {
  name: "Autumn mugs",
  when: { kind: "now" },
  arms: [
    {
      id: "a",
      name: "Plain",
      body: `Larkspur Home: our autumn mugs are here: ${SHOP_URL}/products/mug Reply STOP to opt out`,
    },
    {
      id: "b",
      name: "Curious",
      body: `Larkspur Home: guess what came out of the kiln today? ${SHOP_URL}/products/mug Reply STOP to opt out`,
    },
  ],
  test: { percent: 60, hours: 3, measure: "clicks" },
};

const EVENINGS: CampaignPlanDocument = {
  name: "Quiet evenings",
  when: { kind: "now" },
  arms: [
    {
      id: "a",
      name: "Evenings",
      body: `Larkspur Home: candles and throws for quiet evenings, 15% off until Sunday: ${SHOP_URL}/collections/evenings Reply STOP to opt out`,
    },
  ],
  holdout: 35,
};

const GIFTS: CampaignPlanDocument = {
  name: "Gift guide",
  when: { kind: "local", at: "2026-12-08T10:00", ifPast: "tomorrow" },
  arms: [
    {
      id: "a",
      name: "Guide",
      body: `Larkspur Home: our gift guide is here: ${SHOP_URL}/collections/gifts Reply STOP to opt out`,
      translations: {
        de: `Larkspur Home: unsere Geschenkideen sind da: ${SHOP_URL}/collections/gifts STOP zum Abmelden`,
      },
    },
  ],
  holdout: 10,
};

const LAST_DAYS: CampaignPlanDocument = {
  name: "Last days before the holidays",
  when: { kind: "at", at: "2026-12-15T11:00" },
  arms: [
    {
      id: "a",
      name: "Last days",
      body: `Larkspur Home: order by Thursday and it arrives in time: ${SHOP_URL} Reply STOP to opt out`,
    },
  ],
};

/** The percentage that the store holds out for some weeks; at the end no customer is held out. */
const HOLDOUT_PERCENT = 20;

/**
 * Plans what the team tries out: segments, campaigns, two wordings against a holdout in an automation, and the shop's
 * holdout, which has ended when the visitor comes.
 * @param at the moment of a day
 * @param buyCredits buys what a campaign costs
 */
export function planCampaigns(
  context: AppContext,
  past: Past,
  {
    at,
    days,
    buyCredits,
  }: { at: (day: number, hour: number, minute?: number) => Instant; days: number; buyCredits: Deed },
): void {
  const plan = (moment: Instant, deed: () => Promise<unknown>) => past.planAt(moment, async () => void (await deed()));
  plan(at(3, 9, 10), () => makeSegments(context));
  plan(at(3, 9, 25), () => tryWordings(context));
  plan(at(5, 9, 15), () => holdOut(context, HOLDOUT_PERCENT));
  // A short history has them one after the other.
  const [mugs, released, evenings] = [Math.min(45, days - 2), Math.max(6, days - 22), Math.max(6, days - 14)];
  past.planAt(at(mugs, 9, 45), buyCredits);
  plan(at(mugs, 13, 5), () => send(context, MUGS, []));
  plan(at(released, 9, 15), () => holdOut(context, 0));
  past.planAt(at(evenings, 9, 45), buyCredits);
  plan(at(evenings, 13, 5), () => send(context, EVENINGS, [LATELY_BOUGHT]));
  plan(at(days - 2, 15, 20), () => send(context, GIFTS, []));
  plan(at(days - 1, 16, 25), () => draft(context, LAST_DAYS, []));
  plan(at(days - 1, 16, 40), () => recount(context));
}

async function shopIdOf({ prisma }: AppContext): Promise<string> {
  const { id } = await prisma.shop.findUniqueOrThrow({ where: { domain: SHOP } });
  return id;
}

function demand<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`the history cannot be made: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

async function makeSegments(context: AppContext): Promise<void> {
  const by = { shopId: await shopIdOf(context), actor: ACTOR };
  for (const { name, conditions } of SEGMENTS)
    demand(await createSegment(context, by, { kind: "conditions", name, conditions }));
  await recount(context);
}

async function recount(context: AppContext): Promise<void> {
  const shopId = await shopIdOf(context);
  for (const { id } of await listSegmentsOf(context, shopId)) await recountSegment(context, shopId, id);
}

async function tryWordings(context: AppContext): Promise<void> {
  const by = { shopId: await shopIdOf(context), actor: ACTOR };
  const { automationId } = demand(await importDraft(context, { ...by, text: JSON.stringify(SECOND_ORDER) }));
  demand(await resumeAutomation(context, { ...by, automationId }));
}

async function holdOut(context: AppContext, holdoutPercent: number): Promise<void> {
  const shopId = await shopIdOf(context);
  demand(await saveSettings(context, { shopId, actor: ACTOR, changes: { holdoutPercent } }));
}

async function draft(context: AppContext, plan: CampaignPlanDocument, without: readonly string[]): Promise<string> {
  const shopId = await shopIdOf(context);
  const segments = await listSegmentsOf(context, shopId);
  const named = (name: string) => segments.filter((segment) => segment.name === name).map(({ id }) => id);
  const { campaignId } = demand(
    await createCampaign(
      context,
      { id: shopId },
      { plan, includes: named(SUBSCRIBERS), excludes: without.flatMap(named), actor: ACTOR },
    ),
  );
  return campaignId;
}

async function send(context: AppContext, plan: CampaignPlanDocument, without: readonly string[]): Promise<void> {
  const campaignId = await draft(context, plan, without);
  demand(await scheduleCampaign(context, { shopId: await shopIdOf(context), campaignId, actor: ACTOR }));
}
