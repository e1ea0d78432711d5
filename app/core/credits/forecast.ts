/** How many days back the spending is looked at. */
export const FORECAST_DAYS = 14;

/**
 * For how many whole days a balance lasts at the pace of the last days.
 * @param spentPerDay credits by day, the oldest day first; days before the first text do not count, the quiet ones
 * after it do
 * @returns null where nothing was spent
 */
export function daysLeft(balance: number, spentPerDay: readonly number[]): number | null {
  const first = spentPerDay.findIndex((spent) => spent > 0);
  if (first === -1) return null;
  const days = spentPerDay.slice(first);
  const perDay = days.reduce((sum, spent) => sum + Math.max(0, spent), 0) / days.length;
  return Math.floor(balance / perDay);
}

const LONG = 60;

/** The forecast as a sentence. */
export function formatDaysLeft(days: number | null): string {
  if (days === null) return "";
  if (days < 1) return "At the pace of the last days they are used up within a day.";
  if (days === 1) return "At the pace of the last days they last about one more day.";
  return days > LONG
    ? "At the pace of the last days they last for more than two months."
    : `At the pace of the last days they last about ${days} more days.`;
}
