/** Tests and backtests. */
export const trial = {
  title: "Backtest",
};
