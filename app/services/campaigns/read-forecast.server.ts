import { availableFields } from "#core/automations/outline.ts";
import { blankDefinition } from "#core/campaigns/campaign-definition.ts";
import { creditsForText } from "#core/credits/prices.ts";
import type { AppContext } from "#shell/context.server.ts";
import { usualSegments } from "#core/sending/templates/wording.ts";
import { readSenderRates } from "#shell/repositories/senders/sender-facts.server.ts";
import { readSettings } from "#core/team/settings.ts";
import { readReachability } from "../segments/read-reachability.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

export interface CampaignForecast {
  /** Members of the segments, without those of the excluded ones. */
  customers: number;
  /** Those of them who can be texted now. */
  sendable: number;
  /** Those of the sendable who are held out, by the campaign or by the shop. */
  heldOut: number;
  /** Why the others cannot. */
  left: { reason: string; count: number }[];
  /** The most that the texts cost. */
  credits: number;
  balance: number;
  minutes: number;
}

export interface ForecastRequest {
  includes: readonly string[];
  excludes: readonly string[];
  /** Percent. */
  holdout: number;
  perHour: number | null;
  /** Every wording in every language. */
  texts: readonly { body: string; language?: string | undefined; isMms?: boolean | undefined }[];
}

/** A campaign without words costs at least a segment for each. */
const NO_TEXT: ForecastRequest["texts"] = [{ body: "" }];

/** Forecasts how many customers a campaign reaches, what it costs at most, and how long it takes. */
export async function readForecast(
  context: AppContext,
  shop: Shop,
  { includes, excludes, holdout, perHour, texts }: ForecastRequest,
): Promise<CampaignForecast> {
  const reach = await readReachability(context, shop, { include: includes, exclude: excludes });
  const offered = availableFields(blankDefinition);
  const sizes = (texts.length > 0 ? texts : NO_TEXT).map(({ body, language, isMms = false }) => ({
    segments: usualSegments(body, offered, { kind: "marketing", language }) ?? 1,
    isMms,
  }));
  const share = (1 - holdout / 100) * (1 - readSettings(shop.settings).holdoutPercent / 100);
  const credits = reach.byCountry.reduce(
    (sum, { country, sendable }) =>
      sum + Math.ceil(sendable * share) * Math.max(...sizes.map((size) => creditsForText(size, country))),
    0,
  );
  const rates = await readSenderRates(context.db.pool, shop.id);
  const perSecond = Math.min(
    rates.length > 0 ? Math.max(...rates) : SHARED_PER_SECOND,
    perHour === null ? Infinity : perHour / 3_600,
  );
  const texted = Math.ceil(reach.sendable * share);
  return {
    customers: reach.customers,
    sendable: reach.sendable,
    heldOut: reach.sendable - texted,
    left: reach.left,
    credits,
    balance: shop.creditBalance,
    minutes: texted / perSecond / 60,
  };
}

/** What a messaging service of the installation takes a second without a rate of its own. */
const SHARED_PER_SECOND = 10;
