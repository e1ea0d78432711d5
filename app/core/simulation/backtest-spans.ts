/** How many days back a merchant may look. */
export const backtestReaches = [30, 60, 90, 180] as const;
export type BacktestReach = (typeof backtestReaches)[number];
