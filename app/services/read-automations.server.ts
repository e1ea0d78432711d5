import { library } from "#library/index.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import type { Shop } from "./enter-shop.server.ts";
import { TEXT_ACTION } from "./read-actions.server.ts";
import { sayTrigger } from "./read-triggers.server.ts";

/** How far back an automation's figures reach. */
export const FIGURES_REACH_DAYS = 30;

export interface AutomationFigures {
  entered: number;
  /** Texts, as are those skipped. */
  sent: number;
  skipped: number;
}

/** The figures of one that nothing happened in. */
export const NOTHING_YET: AutomationFigures = { entered: 0, sent: 0, skipped: 0 };

/** One automation, as a line of their list. */
export interface AutomationRow {
  id: string;
  name: string;
  trigger: string;
  status: AutomationStatus;
  figures: AutomationFigures;
}

/** A ready-made automation that the shop has not taken yet. */
export interface LibraryOffer {
  key: string;
  name: string;
  story: string;
  trigger: string;
}

/** The shop's automations, oldest first, and what the library has beside them. */
export async function readAutomations(context: AppContext, shop: Shop): Promise<{ automations: AutomationRow[]; offers: LibraryOffer[] }> {
  const [made, figures] = await Promise.all([
    context.prisma.automation.findMany({
      where: { shopId: shop.id },
      select: { id: true, name: true, trigger: true, status: true, libraryKey: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    readFigures(context, shop),
  ]);
  const taken = new Set(made.map(({ libraryKey }) => libraryKey));
  return {
    automations: made
      .filter(({ status }) => status !== "archived")
      .map(({ id, name, trigger, status }) => ({ id, name, trigger: sayTrigger(trigger), status, figures: figures.get(id) ?? NOTHING_YET })),
    offers: library
      .filter(({ key }) => !taken.has(key))
      .map(({ key, name, story, definition }) => ({ key, name, story, trigger: sayTrigger(definition.trigger.type) })),
  };
}

/** All that ever ran, by name: also the archived ones, whose log remains. */
export const readAutomationNames = ({ prisma }: AppContext, shop: Shop): Promise<{ id: string; name: string }[]> =>
  prisma.automation.findMany({ where: { shopId: shop.id }, select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }] });

/** @param automationId all of the shop's without it */
export async function readFigures({ db, clock }: AppContext, shop: Shop, automationId?: string): Promise<Map<string, AutomationFigures>> {
  const since = clock.now().toZonedDateTimeISO(shop.timezone).subtract({ days: FIGURES_REACH_DAYS }).toInstant();
  const rows = await query<{ automationId: string; entered: number; sent: number; skipped: number }>(
    db.pool,
    `SELECT "automationId",
            (count(*) FILTER (WHERE action = 'enter' AND status = 'done'))::int AS entered,
            (count(*) FILTER (WHERE status = 'sent'))::int AS sent,
            (count(*) FILTER (WHERE status = 'skipped' AND action = '${TEXT_ACTION}'))::int AS skipped
       FROM "AutomationLog"
      WHERE "shopId" = $1 AND "createdAt" >= $2 AND "automationId" IS NOT NULL AND ($3::uuid IS NULL OR "automationId" = $3)
      GROUP BY 1`,
    [shop.id, since, automationId ?? null],
  );
  return new Map(rows.map(({ automationId: id, ...figures }) => [id, figures]));
}
