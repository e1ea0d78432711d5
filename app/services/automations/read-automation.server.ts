import type { PagePosition } from "#core/paging.ts";
import { differsFrom } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import { libraryEntry } from "#library/index.ts";
import { storyOf } from "#library/define.ts";
import type { AppContext } from "#shell/context.server.ts";
import { formatFlowSteps, type Flow } from "#text/flow.ts";
import { showRevenue } from "#text/money.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import { readActivity, type ActivityRow } from "../activity/read-activity.server.ts";
import { figuresSinceOf, NO_FIGURES, readFigures, type AutomationFigures } from "./read-automations.server.ts";
import { readActiveSequences, type ActiveSequences } from "./parts/read-active-sequences.server.ts";
import { readSplitTests, type SplitTest } from "../analytics/parts/read-split-tests.server.ts";
import { readRevenue } from "../analytics/parts/read-revenue.server.ts";
import { examplesOf } from "./parts/describe-steps.server.ts";
import { readStepFunnels, type StepFunnel } from "./read-step-figures.server.ts";
import { formatTrigger } from "./read-triggers.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

/** Recent log rows on an automation's page. */
const RECENT_LIMIT = 10;

export interface AutomationView {
  id: string;
  name: string;
  status: AutomationStatus;
  /** An internal automation, which merchants cannot change. */
  internal: boolean;
  trigger: string;
  /** Description for merchants. */
  story: string;
  made: ShownMoment;
  /** The published version; null before the first. */
  version: { number: number; published: ShownMoment; by: string } | null;
  /** The draft differs from the published version. */
  unpublished: boolean;
  /** Flow of the published version, else of the draft; null if this release cannot read it. */
  flow: Flow | null;
  /** Texts rendered for a sample customer, by step id. */
  examples: Record<string, string>;
  figures: AutomationFigures;
  /** Revenue of the orders attributed to the automation. */
  revenue: { shown: string; orders: number };
  /** Figures of the sequences that entered in the same period, by step id. */
  steps: Record<string, StepFunnel>;
  /** What its splits have shown. */
  splits: SplitTest[];
  inside: ActiveSequences;
  latest: ActivityRow[];
}

/** @returns null when the shop has no such automation */
export async function readAutomation(
  context: AppContext,
  shop: Shop,
  id: string,
  position: PagePosition = {},
): Promise<AutomationView | null> {
  const found = await context.prisma.automation.findUnique({
    where: { id, shopId: shop.id },
    include: { currentVersion: true },
  });
  if (!found) return null;
  const now = context.clock.now();
  const since = figuresSinceOf(context, shop);
  const [figures, revenue, steps, activity, inside, nameOf] = await Promise.all([
    readFigures(context, shop, id),
    readRevenue(context, shop, { since, automationId: id }),
    readStepFunnels(context, shop, id, since),
    readActivity(context, shop, { automationId: id }, RECENT_LIMIT),
    readActiveSequences(context, shop, id, position),
    nameActors(context, shop.id),
  ]);
  const version = found.currentVersion;
  const document = version ? version.definition : found.draft;
  const definition = definitionIn(document);
  return {
    id,
    name: found.name,
    status: found.status,
    internal: found.internal,
    trigger: formatTrigger(found.trigger),
    story: storyIn(found, definition),
    made: momentOf(found.createdAt, shop.timezone, now),
    version: version && {
      number: version.version,
      published: momentOf(version.createdAt, shop.timezone, now),
      by: nameOf(version.publishedBy),
    },
    unpublished: !found.internal && version !== null && differsFrom(found.draft, version.definition),
    flow: definition && formatFlowSteps(definition),
    examples: examplesOf(document, shop, now, await storedLinks(context, shop)),
    figures: figures.get(id) ?? NO_FIGURES,
    revenue: { shown: showRevenue(revenue.amounts), orders: revenue.orders },
    steps,
    splits: await readSplitTests(context, shop, {
      automationId: id,
      published: version && definition,
      isOn: found.status === "active",
    }),
    inside,
    latest: activity.rows,
  };
}

/** What an automation does: the library's story while that is true, then its own description. */
function storyIn(
  { libraryKey, description }: { libraryKey: string | null; description: string },
  definition: Definition | null,
): string {
  const entry = libraryKey ? libraryEntry(libraryKey) : undefined;
  const story = entry && (definition ? storyOf(entry, definition) : entry.story);
  // The template's own description is no truer than its story.
  return story ?? (description === entry?.definition.description ? "" : description);
}

const definitionIn = (document: unknown): Definition | null => {
  const read = readDefinition(document);
  return "problems" in read ? null : read.definition;
};
