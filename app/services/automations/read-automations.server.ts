import { differsFrom } from "#core/automations/canonical.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAutomationLines, figuresSince } from "#shell/repositories/automations/automation-list.server.ts";
import { showRevenue } from "#text/money.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "../activity/log-actions.server.ts";
import { offersFor, type LibraryOffer } from "./read-library.server.ts";
import { readRevenueByAutomation } from "../analytics/parts/read-revenue.server.ts";
import { formatTrigger } from "./read-triggers.server.ts";

/** Period of an automation's figures. */
const FIGURES_PERIOD_DAYS = 30;

export interface AutomationFigures {
  entered: number;
  /** Texts sent; `skipped` counts texts too. */
  sent: number;
  skipped: number;
}

/** Figures of an automation without activity. */
export const NO_FIGURES: AutomationFigures = { entered: 0, sent: 0, skipped: 0 };

/** One automation, as a list row. */
export interface AutomationOverview {
  id: string;
  name: string;
  trigger: string;
  /** The trigger's key. */
  triggerType: string;
  status: AutomationStatus;
  tags: string[];
  /** The draft differs from the published version. */
  unpublished: boolean;
  figures: AutomationFigures;
  /** Revenue of the attributed orders: formatted, and as a number to sort by. */
  revenue: { shown: string; orders: number; amount: number };
  /** ISO instant. */
  updatedAt: string;
}

/** The shop's automations, oldest first, and the library entries that it has not added. */
export async function readAutomations(
  context: AppContext,
  shop: Shop,
): Promise<{ automations: AutomationOverview[]; offers: LibraryOffer[] }> {
  const [lines, figures, revenueOf] = await Promise.all([
    listAutomationLines(context.db.pool, shop.id),
    readFigures(context, shop),
    readRevenueByAutomation(context, shop, figuresSinceOf(context, shop)),
  ]);
  return {
    automations: lines.map(({ id, name, trigger, status, tags, updatedAt, differs }) => {
      const { orders, amounts } = revenueOf(id);
      return {
        id,
        name,
        trigger: formatTrigger(trigger),
        triggerType: trigger,
        status,
        tags,
        unpublished: status !== "archived" && differs !== null && differsFrom(differs.draft, differs.published),
        figures: figures.get(id) ?? NO_FIGURES,
        revenue: { shown: showRevenue(amounts), orders, amount: Number(amounts[0]?.total ?? 0) },
        updatedAt: updatedAt.toString(),
      };
    }),
    offers: offersFor(lines).filter(({ taken }) => taken === null),
  };
}

/** Names of all automations with logs, also of archived ones; without internal ones. */
export const readAutomationNames = ({ prisma }: AppContext, shop: Shop): Promise<{ id: string; name: string }[]> =>
  prisma.automation.findMany({
    where: { shopId: shop.id, internal: false },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });

/** Start of the period of automation figures. */
export const figuresSinceOf = ({ clock }: AppContext, shop: Shop): Instant =>
  clock.now().toZonedDateTimeISO(shop.timezone).subtract({ days: FIGURES_PERIOD_DAYS }).toInstant();

/** @param automationId one automation; without it, all of the shop's */
export async function readFigures(
  context: AppContext,
  shop: Shop,
  automationId?: string,
): Promise<Map<string, AutomationFigures>> {
  const rows = await figuresSince(
    context.db.pool,
    shop.id,
    figuresSinceOf(context, shop),
    TEXT_ACTION,
    automationId ?? null,
  );
  return new Map(rows.map(({ automationId: id, ...figures }) => [id, figures]));
}
