import { readDraft, type Draft } from "#core/automations/edit/draft.ts";
import type { SuggestedKind } from "#core/automations/fields.ts";
import { isStartable } from "#core/automations/references.ts";
import { priceCountryOf } from "#core/credits/prices.ts";
import type { Problem } from "#core/problem.ts";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Readers } from "#core/sending/languages/choose-words.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AutomationStatus, SegmentKind } from "#core/statuses.ts";
import { starterTexts } from "#library/starter-texts.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { readSuggestedValues } from "#shell/repositories/automations/suggested-values.server.ts";
import { countLocales } from "#shell/repositories/customers/languages.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { problemsIn, revisionOf } from "./save-draft.server.ts";
import { readSamples, type Sample } from "./parts/read-samples.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

/** A segment or automation that a setting can reference. */
interface Choice {
  id: string;
  name: string;
}

interface SegmentChoice extends Choice {
  kind: SegmentKind;
  /** Shopify's number of a segment of Shopify: its events name it by that. */
  shopifyId: string | null;
}

export interface EditorView {
  id: string;
  name: string;
  status: AutomationStatus;
  /** Null if this release cannot read the draft. */
  draft: Draft | null;
  revision: string;
  /** Problems of the draft. */
  problems: Problem[];
  /** Step ids in published versions: a new step must not reuse one. */
  usedIds: string[];
  segments: SegmentChoice[];
  /** Automations that another automation can start. */
  automations: Choice[];
  /** Values in use in the shop, the most frequent first. */
  suggestions: Record<SuggestedKind, string[]>;
  /** The shop's currency, ISO 4217. */
  currency: string;
  /** The country of the prices, ISO 3166 alpha-2. */
  country: string;
  /** Sample customers for previews, by the draft's trigger. */
  samples: Sample[];
  /** The browser creates the short codes of its previews itself. */
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The shop's snippets, by title. */
  snippets: Snippet[];
  /** Texts of the library to begin a message with, those of the draft's trigger first. */
  starters: Snippet[];
  /** The shop's setting "Browsing". */
  browsing: boolean;
  /** The language of default words, and how many customers have which locale. */
  languages: { default: string; readers: Readers[] };
}

/** @returns null when the shop has no such automation */
export async function readEditor(context: AppContext, shop: Shop, id: string): Promise<EditorView | null> {
  const {
    db: { pool },
    prisma,
  } = context;
  const automation = await findAutomation(pool, shop.id, id);
  if (!automation) return null;
  const draft = readDraft(automation.draft);
  const [problems, usedIds, segments, startable, suggestions, samples, readers] = await Promise.all([
    draft ? problemsIn(pool, shop.id, draft) : [],
    readUsedIds(context, id),
    prisma.segment.findMany({
      where: { shopId: shop.id },
      select: { id: true, name: true, kind: true, shopifyId: true },
      orderBy: { name: "asc" },
    }),
    prisma.automation.findMany({
      where: { shopId: shop.id, internal: false, status: { not: "archived" } },
      select: { id: true, name: true, trigger: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    readSuggestedValues(pool, shop.id),
    draft ? readSamples(context, shop, { trigger: draft.trigger.type }) : [],
    countLocales(pool, shop.id),
  ]);
  const { codeOf: _inBrowser, ...links } = await storedLinks(context, shop);
  const settings = readSettings(shop.settings);
  const automations = startable
    .filter(({ id: other, trigger }) => other !== id && isStartable(trigger))
    .map(({ id: other, name }) => ({ id: other, name }));
  return {
    id,
    name: automation.name,
    status: automation.status,
    draft,
    revision: revisionOf(automation.draft),
    problems,
    usedIds,
    segments,
    automations,
    suggestions,
    currency: shop.currency ?? "USD",
    country: priceCountryOf(shop.countryCode),
    samples,
    links,
    plainValues: settings.plainValues,
    browsing: settings.browsing,
    languages: { default: settings.textLanguage, readers },
    snippets: settings.snippets.toSorted((a, b) => a.title.localeCompare(b.title, "en")),
    starters: starterTexts(automation.trigger),
  };
}

async function readUsedIds({ db }: AppContext, automationId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db.pool,
    `
      SELECT DISTINCT found #>> '{}' AS "id"
      FROM "AutomationVersion" v, jsonb_path_query(v."definition"::jsonb, '$.**.steps[*].id') found
      WHERE v."automationId" = $1::uuid`,
    [automationId],
  );
  return rows.map(({ id }) => id);
}
