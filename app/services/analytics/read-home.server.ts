import { filledDisclosure } from "#core/consent/disclosure.ts";
import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { alertsOf, type Alert } from "#core/analytics/alerts.ts";
import { setupOf, type SetupStep } from "#core/team/setup-guide.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readHomeStatus } from "#shell/repositories/analytics/home-status.server.ts";
import { spentPerDay } from "#shell/repositories/credits/ledger.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readDailyFigures, type DailyFigures } from "./parts/read-daily-figures.server.ts";
import { readToday, type TodayFigures } from "./parts/read-today.server.ts";
import { countHeld, countUnread } from "../inbox/read-inbox.server.ts";
import { readActivity, type ActivityRow } from "../activity/read-activity.server.ts";
import { readConsentSettings, readSettingsView } from "../team/read-settings.server.ts";
import { countOpenTasks } from "../team/read-tasks.server.ts";
import { countUnknownTexts } from "../activity/read-saved-views.server.ts";

/** How many of the last decisions are shown as they come. */
const LATEST = 8;

interface Today extends TodayFigures {
  /** Steps that wait for their time, whenever that is. */
  pending: number;
  /** Texts of which it cannot be told whether they went out, whenever that was. */
  unknown: number;
}

/** How far a merchant's first steps are, and what of it can be kept as it is. */
interface Setup {
  steps: SetupStep[];
  /** The automation that is set up: one that is on, or else the one that was changed last. */
  automationId: string | null;
  /** What texts call the shop, and what customers agree to. */
  name: string;
  consent: string;
}

export interface Home {
  alerts: Alert[];
  setup: Setup;
  today: Today;
  days: DailyFigures[];
  credits: { balance: number; held: number; days: number | null };
  latest: ActivityRow[];
}

/** How a shop's day goes, what needs somebody, and how far its set-up is. */
export async function readHome(context: AppContext, shop: Shop): Promise<Home> {
  const { db, clock } = context;
  const now = clock.now();
  const midnight = now.toZonedDateTimeISO(shop.timezone).startOfDay().toInstant();
  const [standing, decided, days, spent, latest, unknown, heldReplies, unreadConversations, tasks, asks] =
    await Promise.all([
      readHomeStatus(db.pool, shop.id),
      readToday(context, shop, midnight),
      readDailyFigures(context, shop),
      spentPerDay(db.pool, shop.id, now, FORECAST_DAYS),
      readActivity(context, shop, {}, LATEST),
      countUnknownTexts(context, shop),
      countHeld(context, shop),
      countUnread(context, shop),
      countOpenTasks(context, shop),
      readConsentSettings(context, shop),
    ]);
  const { settings, sender, shop: named, defaultDisclosure } = readSettingsView(context, shop);
  const { senderName, disclosure, lowBalanceAt } = settings;
  const balance = shop.creditBalance;
  const { automationId, automationOn } = standing;
  const left = daysLeft(balance, spent);
  return {
    alerts: alertsOf({
      hasSender: sender.number !== null || sender.service !== null,
      nobodyAsks: settings.doubleOptIn && !asks,
      automationOn,
      balance,
      toldEmpty: standing.toldEmpty,
      lowBalanceAt,
      days: left,
      failingNotices: standing.failingNotices,
      heldReplies,
      unknownTexts: unknown,
      unreadConversations,
      overdueTasks: tasks.overdue,
    }),
    setup: {
      steps: setupOf({
        senderName,
        disclosure,
        hasAutomation: automationId !== null,
        automationOn,
        hadCredits: standing.hadCredits,
        testSent: standing.testSent,
      }),
      automationId,
      name: named.nameInTexts,
      consent: filledDisclosure(disclosure?.text ?? defaultDisclosure, named.nameInTexts),
    },
    today: { ...decided, pending: standing.pending, unknown },
    days,
    credits: { balance, held: shop.creditReserved, days: left },
    latest: latest.rows,
  };
}
