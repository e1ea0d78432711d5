import { maxTotal } from "#core/automations/most-spent.ts";
import { creditsFor, priceCountryOf } from "#core/credits/prices.ts";
import { countryName } from "#core/intake/code-lists/countries.ts";
import { countSegments } from "#core/sending/segments.ts";
import type { LibraryEntry } from "#library/define.ts";
import { libraryEntry } from "#library/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { formatFlowSteps, type Flow } from "#text/flow.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readLibrary, type LibraryOffer } from "./read-library.server.ts";
import { examplesOf } from "./parts/describe-steps.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

/** A text of the library page, rendered for a sample customer. */
interface StoryText {
  body: string;
  segments: number;
  credits: number;
}

/** A library entry with its flow, texts and prices. */
export interface Story extends LibraryOffer {
  kind: LibraryEntry["definition"]["kind"];
  flow: Flow;
  /** Texts by step id. */
  texts: Record<string, StoryText>;
  /** The maximum number of texts and credits for one customer, at this country's prices. */
  most: { texts: number; credits: number; country: string };
  /** Alternative entries: those that it replaces and those that replace it. */
  either: Pick<LibraryOffer, "key" | "name" | "taken">[];
}

/** @returns null if the library has no such key */
export async function readStory(context: AppContext, shop: Shop, key: string): Promise<Story | null> {
  const definition = libraryEntry(key)?.definition;
  const offers = await readLibrary(context, shop);
  const offer = offers.find((one) => one.key === key);
  if (!definition || !offer) return null;

  const country = priceCountryOf(shop.countryCode);
  const texts = new Map(
    Object.entries(examplesOf(definition, shop, context.clock.now(), await storedLinks(context, shop))).map(
      ([id, body]) => [id, priced(body, country)],
    ),
  );
  return {
    ...offer,
    kind: definition.kind,
    flow: formatFlowSteps(definition),
    texts: Object.fromEntries(texts),
    most: {
      texts: maxTotal(definition.steps, (id) => (texts.has(id) ? 1 : 0)),
      credits: maxTotal(definition.steps, (id) => texts.get(id)?.credits ?? 0),
      country: countryName(country),
    },
    either: offers
      .filter((other) => offer.insteadOf.includes(other.key) || other.insteadOf.includes(key))
      .map(({ key: one, name, taken }) => ({ key: one, name, taken })),
  };
}

function priced(body: string, country: string): StoryText {
  const { segments } = countSegments(body);
  return { body, segments, credits: creditsFor(segments, country) };
}
