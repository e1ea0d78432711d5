import type { LogStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import type { Shop } from "./enter-shop.server.ts";
import { TEXT_ACTION } from "./read-actions.server.ts";
import { countUnknownTexts } from "./read-views.server.ts";

/** How many reasons for not sending are named. */
const TOP_REASONS = 3;

export interface Today {
  entered: number;
  /** Texts, as are those skipped. */
  sent: number;
  skipped: number;
  failed: number;
  /** Steps that wait for their time, whenever that is. */
  pending: number;
  /** Texts of which it cannot be told whether they went out, whenever that was. */
  unknown: number;
  /** The commonest reasons for what was skipped, commonest first. */
  reasons: { reason: string; count: number }[];
}

/** What a new merchant has done already. */
export interface Setup {
  credits: boolean;
  automationOn: boolean;
  textSent: boolean;
}

/** The shop's day so far, in its own zone, and how far its set-up is. */
export async function readHome(context: AppContext, shop: Shop): Promise<{ today: Today; setup: Setup }> {
  const [today, setup] = await Promise.all([readToday(context, shop), readSetup(context, shop)]);
  return { today, setup };
}

async function readToday(context: AppContext, shop: Shop): Promise<Today> {
  const { db, prisma, clock } = context;
  const midnight = clock.now().toZonedDateTimeISO(shop.timezone).startOfDay().toInstant();
  const [logs, pending, unknown] = await Promise.all([
    query<{ action: string; status: LogStatus; reason: string | null; count: number }>(
      db.pool,
      `SELECT action, status, reason, count(*)::int AS count
         FROM "AutomationLog" WHERE "shopId" = $1 AND "createdAt" >= $2
        GROUP BY 1, 2, 3 ORDER BY count DESC, reason`,
      [shop.id, midnight],
    ),
    prisma.scheduledAutomation.count({ where: { shopId: shop.id, status: "scheduled", NOT: { message: { status: "unknown" } } } }),
    countUnknownTexts(context, shop),
  ]);
  const total = (fits: (row: (typeof logs)[number]) => boolean) => logs.filter(fits).reduce((sum, { count }) => sum + count, 0);
  return {
    entered: total(({ action, status }) => action === "enter" && status === "done"),
    sent: total(({ status }) => status === "sent"),
    skipped: total(isWithheld),
    failed: total(({ status }) => status === "failed"),
    pending,
    unknown,
    reasons: logs.flatMap((row) => (isWithheld(row) && row.reason ? [{ reason: row.reason, count: row.count }] : [])).slice(0, TOP_REASONS),
  };
}

/** Who is refused entry, or leaves, is no text that was not sent. */
const isWithheld = ({ action, status }: { action: string; status: LogStatus }) => status === "skipped" && action === TEXT_ACTION;

async function readSetup({ prisma }: AppContext, shop: Shop): Promise<Setup> {
  const [credits, automation, sent] = await Promise.all([
    prisma.creditEntry.findFirst({ where: { shopId: shop.id }, select: { id: true } }),
    prisma.automation.findFirst({ where: { shopId: shop.id, status: "active" }, select: { id: true } }),
    prisma.automationLog.findFirst({ where: { shopId: shop.id, status: "sent" }, select: { id: true } }),
  ]);
  return { credits: credits !== null, automationOn: automation !== null, textSent: sent !== null };
}
