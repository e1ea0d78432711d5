import { libraryEntry } from "#library/index.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type Moment } from "#text/moment.ts";
import type { Shop } from "./enter-shop.server.ts";
import { readActivity, type ActivityRow } from "./read-activity.server.ts";
import { NOTHING_YET, readFigures, type AutomationFigures } from "./read-automations.server.ts";
import { examplesOf, outlineOf, type Outline } from "./read-steps.server.ts";
import { sayTrigger } from "./read-triggers.server.ts";

/** How many of its latest decisions an automation's page shows. */
const LATEST = 10;

export interface AutomationView {
  id: string;
  name: string;
  status: AutomationStatus;
  trigger: string;
  /** What it does, in a merchant's words. */
  story: string;
  made: Moment;
  /** The published version that runs; null while there is none. */
  version: { number: number; published: Moment; outline: Outline | null; examples: Record<string, string> } | null;
  figures: AutomationFigures;
  latest: ActivityRow[];
}

/** @returns null when the shop has no such automation */
export async function readAutomation(context: AppContext, shop: Shop, id: string): Promise<AutomationView | null> {
  const found = await context.prisma.automation.findUnique({ where: { id, shopId: shop.id }, include: { currentVersion: true } });
  if (!found) return null;
  const [figures, activity] = await Promise.all([readFigures(context, shop, id), readActivity(context, shop, { automationId: id }, LATEST)]);
  const now = context.clock.now();
  const version = found.currentVersion;
  return {
    id,
    name: found.name,
    status: found.status,
    trigger: sayTrigger(found.trigger),
    story: (found.libraryKey && libraryEntry(found.libraryKey)?.story) || found.description,
    made: momentOf(found.createdAt, shop.timezone, now),
    version: version && {
      number: version.version,
      published: momentOf(version.createdAt, shop.timezone, now),
      outline: outlineOf(version.definition),
      examples: examplesOf(version.definition, shop, now),
    },
    figures: figures.get(id) ?? NOTHING_YET,
    latest: activity.rows,
  };
}
