/** The periods in days that a merchant can choose. */
export const backtestReaches = [30, 60, 90, 180] as const;
export type BacktestReach = (typeof backtestReaches)[number];
