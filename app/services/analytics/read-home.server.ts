import { filledDisclosure } from "#core/consent/disclosure.ts";
import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import { alertsOf, type Alert } from "#core/analytics/alerts.ts";
import { hasSender } from "#core/senders/sender.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readHomeStatus } from "#shell/repositories/analytics/home-status.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import { spentPerDay } from "#shell/repositories/credits/ledger.server.ts";
import { readMissingScopes } from "../operations/parts/read-missing-scopes.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import {
  readDailyFigures,
  readDailyRevenue,
  type DailyFigures,
  type DailyRevenue,
} from "./parts/read-daily-figures.server.ts";
import { readToday, type TodayFigures } from "./parts/read-today.server.ts";
import { countHeld, countUnread } from "../inbox/read-inbox.server.ts";
import { readActivity, type ActivityRow } from "../activity/read-activity.server.ts";
import { readImport, type ShownImport } from "../intake/read-import.server.ts";
import { readSetup, type Setup } from "../team/read-setup.server.ts";
import { readConsentSettings, readSettingsView } from "../team/read-settings.server.ts";
import { countOpenTasks, countUnreadNotifications } from "../team/read-tasks.server.ts";
import { countUnknownTexts } from "../activity/read-saved-views.server.ts";

/** Recent decisions shown. */
const RECENT_LIMIT = 8;

interface Today extends TodayFigures {
  /** All waiting steps, not only today's. */
  pending: number;
  /** All texts with unknown outcome, not only today's. */
  unknown: number;
}

/** The setup guide, and the values that the merchant can confirm. */
interface Guide extends Setup {
  /** Sender name in texts; `consent` is the disclosure text. */
  name: string;
  consent: string;
}

export interface Home {
  alerts: Alert[];
  /** Unread alerts of the team's list. */
  unreadNotices: number;
  /** The import of the store's past; null before the first. */
  imported: ShownImport | null;
  setup: Guide;
  today: Today;
  days: DailyFigures[];
  revenue: DailyRevenue;
  credits: { balance: number; held: number; days: number | null };
  latest: ActivityRow[];
}

/** The Home page: today's figures, alerts, and the setup guide. */
export async function readHome(context: AppContext, shop: Shop): Promise<Home> {
  const { db, clock } = context;
  const now = clock.now();
  const midnight = now.toZonedDateTimeISO(shop.timezone).startOfDay().toInstant();
  const [
    status,
    setup,
    decided,
    days,
    revenue,
    spent,
    latest,
    unknown,
    heldReplies,
    unreadConversations,
    tasks,
    hasOptInQuestion,
    unreadNotices,
    senders,
    imported,
    missing,
  ] = await Promise.all([
    readHomeStatus(db.pool, shop.id),
    readSetup(context, shop),
    readToday(context, shop, midnight),
    readDailyFigures(context, shop),
    readDailyRevenue(context, shop),
    spentPerDay(db.pool, shop.id, now, FORECAST_DAYS),
    readActivity(context, shop, {}, RECENT_LIMIT),
    countUnknownTexts(context, shop),
    countHeld(context, shop),
    countUnread(context, shop),
    countOpenTasks(context, shop),
    readConsentSettings(context, shop),
    countUnreadNotifications(context, shop),
    readSenderFacts(db.pool, shop.id),
    readImport(context, shop),
    readMissingScopes(context, shop),
  ]);
  const { settings, shop: names, defaultDisclosure } = readSettingsView(context, shop);
  const { disclosure, lowBalanceAt } = settings;
  const balance = shop.creditBalance;
  const daysLeftNow = daysLeft(balance, spent);
  return {
    unreadNotices,
    imported,
    alerts: alertsOf({
      hasSender: hasSender(senders, hasSharedSender(context.env)),
      lacksOptInRequest: settings.doubleOptIn && !hasOptInQuestion,
      missingScopes: missing,
      automationOn: setup.automationOn,
      balance,
      toldEmpty: status.toldEmpty,
      lowBalanceAt,
      days: daysLeftNow,
      failingNotices: status.failingNotices,
      heldReplies,
      unknownTexts: unknown,
      unreadConversations,
      overdueTasks: tasks.overdue,
    }),
    setup: {
      ...setup,
      name: names.nameInTexts,
      consent: filledDisclosure(disclosure?.text ?? defaultDisclosure, names.nameInTexts),
    },
    today: { ...decided, pending: status.pending, unknown },
    days,
    revenue,
    credits: { balance, held: shop.creditReserved, days: daysLeftNow },
    latest: latest.rows,
  };
}
