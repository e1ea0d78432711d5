import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countDecisionsPerDay,
  meanSecondsToText,
  type DecisionCounts,
} from "#shell/repositories/analytics/home-figures.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { TEXT_ACTION } from "#services/activity/log-actions.server.ts";

/** Number of reasons listed. */
const TOP_REASONS = 3;

/** Decisions of the shop's current day. */
export interface TodayFigures {
  entered: number;
  /** Counts texts, as do `skipped` and `failed`. */
  sent: number;
  skipped: number;
  failed: number;
  /** The most frequent skip reasons, most frequent first. */
  reasons: { reason: string; count: number }[];
  /** Mean seconds from the store event to its text, for texts without a wait; null without any. */
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

/** Refused entries and exits are not skipped texts. */
const isWithheld = ({ action, status }: DecisionCounts) => status === "skipped" && action === TEXT_ACTION;
