import type { OfferedField } from "#core/automations/fields.ts";
import { availableFields } from "#core/automations/outline.ts";
import { blankDefinition } from "#core/campaigns/campaign-definition.ts";
import { priceCountryOf } from "#core/credits/prices.ts";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Readers } from "#core/sending/languages/choose-words.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { readSettings } from "#core/team/settings.ts";
import { starterTexts } from "#library/starter-texts.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAudiences } from "#shell/repositories/campaigns/campaigns.server.ts";
import { countLocales } from "#shell/repositories/customers/languages.server.ts";
import { readSamples, type Sample } from "../automations/parts/read-samples.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** What the form of a campaign needs besides the campaign. */
export interface CampaignFormView {
  segments: { id: string; name: string; members: number }[];
  /** The variables of a campaign's text. */
  offered: readonly OfferedField[];
  samples: Sample[];
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The shop's snippets, by title. */
  snippets: Snippet[];
  /** Texts of the library to begin with. */
  starters: Snippet[];
  /** The language of default words, and how many customers have which locale. */
  languages: { default: string; readers: Readers[] };
  /** The country of the prices, ISO 3166 alpha-2. */
  country: string;
  /** The shop's currency, ISO 4217. */
  currency: string;
  timezone: string;
}

export async function readCampaignForm(context: AppContext, shop: Shop): Promise<CampaignFormView> {
  const settings = readSettings(shop.settings);
  const [segments, samples, readers, { codeOf: _inBrowser, ...links }] = await Promise.all([
    listAudiences(context.db.pool, shop.id),
    readSamples(context, shop, { trigger: "manual" }),
    countLocales(context.db.pool, shop.id),
    storedLinks(context, shop),
  ]);
  return {
    segments,
    offered: availableFields(blankDefinition),
    samples,
    links,
    plainValues: settings.plainValues,
    languages: { default: settings.textLanguage, readers },
    snippets: settings.snippets.toSorted((a, b) => a.title.localeCompare(b.title, "en")),
    starters: starterTexts("segment_joined"),
    country: priceCountryOf(shop.countryCode),
    currency: shop.currency ?? "USD",
    timezone: shop.timezone,
  };
}
