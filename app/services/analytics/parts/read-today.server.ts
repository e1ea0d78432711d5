import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countDecisionsPerDay,
  meanSecondsToText,
  type DecisionCounts,
} from "#shell/repositories/analytics/home-figures.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { TEXT_ACTION } from "#services/activity/log-actions.server.ts";

/** How many reasons for not sending are named. */
const TOP_REASONS = 3;

/** What was decided in a shop's day so far. */
export interface TodayFigures {
  entered: number;
  /** Texts, as are those not sent. */
  sent: number;
  skipped: number;
  failed: number;
  /** The commonest reasons for what was not sent, commonest first. */
  reasons: { reason: string; count: number }[];
  /** From what happened in the store to the text about it, where nothing had to be waited for. */
  secondsToText: number | null;
}

export async function readToday({ db }: AppContext, shop: Shop, midnight: Instant): Promise<TodayFigures> {
  const [decided, secondsToText] = await Promise.all([
    countDecisionsPerDay(db.pool, shop.id, midnight),
    meanSecondsToText(db.pool, shop.id, midnight),
  ]);
  const total = (fits: (row: DecisionCounts) => boolean) =>
    decided.filter(fits).reduce((sum, { count }) => sum + count, 0);
  return {
    entered: total(({ action, status }) => action === "enter" && status === "done"),
    sent: total(({ status }) => status === "sent"),
    skipped: total(isWithheld),
    failed: total(({ status }) => status === "failed"),
    reasons: decided
      .flatMap((row) => (isWithheld(row) && row.reason ? [{ reason: row.reason, count: row.count }] : []))
      .slice(0, TOP_REASONS),
    secondsToText,
  };
}

/** Who is refused entry, or leaves, is no text that was not sent. */
const isWithheld = ({ action, status }: DecisionCounts) => status === "skipped" && action === TEXT_ACTION;
