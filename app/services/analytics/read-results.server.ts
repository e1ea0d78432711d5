import type { Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import {
  ratiosOf,
  sumResults,
  type Compared,
  type CreditPrice,
  type ResultRow,
  type Results,
} from "#core/analytics/results.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { priceOfCredit } from "#core/credits/packs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countStepClicks,
  countStepOptOuts,
  findResultSources,
  sumStepOrders,
  type StepKey,
} from "#shell/repositories/analytics/results.server.ts";
import { sumPurchases } from "#shell/repositories/credits/purchases.server.ts";
import { textStepsOf } from "#text/flow.ts";
import { text } from "#text/en.ts";
import { dayOf } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readStepTexts } from "./parts/read-step-texts.server.ts";

export interface ResultsView {
  /** The first and the last day of the period before, such as "Nov 1". */
  earlier: { from: string; to: string };
  total: Compared;
  automations: ResultRow[];
  campaigns: ResultRow[];
}

/** The longest period; a longer one ends as asked for and begins later. */
const MAX_DAYS = 366;

type StepPart = StepKey & Partial<Results> & { isEarlier: boolean };

/** What automations and campaigns sent and brought in a period of days, against the period of the same length before it. */
export async function readResults(context: AppContext, shop: Shop, days: Days): Promise<ResultsView> {
  const periods = { shopId: shop.id, ...periodsOf(days, context.clock.now(), shop.timezone) };
  const { earlier, from, until } = periods;
  const { db } = context;
  const [texts, clicks, orders, optOuts, purchases] = await Promise.all([
    readStepTexts(context, shop, { from: earlier, until }),
    countStepClicks(db.pool, periods),
    sumStepOrders(db.pool, periods),
    countStepOptOuts(db.pool, periods),
    sumPurchases(db.pool, shop.id),
  ]);
  const parts: StepPart[] = [
    ...texts.map(({ dayStart, ...step }) => ({ ...step, isEarlier: Temporal.Instant.compare(dayStart, from) < 0 })),
    ...clicks,
    ...orders.map(({ currency, net, gross, ...step }) => ({ ...step, earned: [{ currency, net, gross }] })),
    ...optOuts,
  ];
  const price = priceOfCredit(purchases);
  const byAutomation = Map.groupBy(parts, ({ automationId }) => automationId);
  const sources = await findResultSources(db.pool, shop.id, [...byAutomation.keys()]);
  const rows = sources
    .map(({ id, name, definition, campaignId }) => {
      const own = byAutomation.get(id) ?? [];
      return {
        isCampaign: campaignId !== null,
        row: { id: campaignId ?? id, name, ...comparedOf(own, price), texts: textsOf(own, definition, price) },
      };
    })
    .toSorted(({ row: a }, { row: b }) => netOf(b) - netOf(a) || b.now.sent - a.now.sent || (a.name < b.name ? -1 : 1));
  const known = new Set(sources.map(({ id }) => id));
  const shownDay = (at: Instant) => dayOf(at.toZonedDateTimeISO(shop.timezone).toPlainDate().toString());
  return {
    earlier: { from: shownDay(earlier), to: shownDay(from.subtract({ seconds: 1 })) },
    total: comparedOf(
      parts.filter(({ automationId }) => known.has(automationId)),
      price,
    ),
    automations: rows.filter(({ isCampaign }) => !isCampaign).map(({ row }) => row),
    campaigns: rows.filter(({ isCampaign }) => isCampaign).map(({ row }) => row),
  };
}

function periodsOf(days: Days, now: Instant, timezone: string): { earlier: Instant; from: Instant; until: Instant } {
  const today = now.toZonedDateTimeISO(timezone).startOfDay();
  const asked = daysRangeOf(days, now, timezone);
  const tomorrow = today.add({ days: 1 });
  const end = asked.until?.toZonedDateTimeISO(timezone) ?? tomorrow;
  const until = Temporal.ZonedDateTime.compare(end, tomorrow) > 0 ? tomorrow : end;
  const earliest = until.subtract({ days: MAX_DAYS });
  const begin = asked.from?.toZonedDateTimeISO(timezone) ?? earliest;
  const from = Temporal.ZonedDateTime.compare(begin, earliest) < 0 ? earliest : begin;
  const length = Math.max(
    1,
    Math.round(from.until(until, { largestUnit: "days" }).total({ unit: "days", relativeTo: from })),
  );
  return { earlier: from.subtract({ days: length }).toInstant(), from: from.toInstant(), until: until.toInstant() };
}

function comparedOf(parts: readonly StepPart[], price: CreditPrice): Compared {
  const of = (isEarlier: boolean) => {
    const results = sumResults(parts.filter((part) => part.isEarlier === isEarlier));
    return { ...results, ...ratiosOf(results, price) };
  };
  return { now: of(false), earlier: of(true) };
}

/** The texts in the order of the flow; those of former versions last. */
function textsOf(own: readonly StepPart[], document: unknown, price: CreditPrice): ResultRow["texts"] {
  const read = readDefinition(document);
  const steps = "problems" in read ? [] : textStepsOf(read.definition);
  const byStep = Map.groupBy(own, ({ stepId }) => stepId);
  const former = [...byStep.keys()].filter((stepId) => !steps.some(({ id }) => id === stepId));
  return [...steps, ...former.map((id) => ({ id, name: text.results.formerStep(id) }))].map(({ id, name }) => ({
    stepId: id,
    name,
    ...comparedOf(byStep.get(id) ?? [], price),
  }));
}

const netOf = ({ now }: Compared): number => Number(now.earned[0]?.net ?? 0);
