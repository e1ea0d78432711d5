/** The number of past days in the average. */
export const FORECAST_DAYS = 14;

/**
 * The whole days that a balance lasts at the recent pace.
 * @param spentPerDay credits by day, oldest first; leading days without spending are ignored
 * @returns null when nothing was spent
 */
export function daysLeft(balance: number, spentPerDay: readonly number[]): number | null {
  const first = spentPerDay.findIndex((spent) => spent > 0);
  if (first === -1) return null;
  const days = spentPerDay.slice(first);
  const perDay = days.reduce((sum, spent) => sum + Math.max(0, spent), 0) / days.length;
  return Math.floor(balance / perDay);
}

const MAX_DAYS_SHOWN = 60;

/** Formats the forecast as a sentence. */
export function formatDaysLeft(days: number | null): string {
  if (days === null) return "";
  if (days < 1) return "At the pace of the last days they are used up within a day.";
  if (days === 1) return "At the pace of the last days they last about one more day.";
  return days > MAX_DAYS_SHOWN
    ? "At the pace of the last days they last for more than two months."
    : `At the pace of the last days they last about ${days} more days.`;
}
