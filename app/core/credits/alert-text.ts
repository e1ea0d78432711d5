import { formatDaysLeft } from "./forecast.ts";
import type { AlertKind } from "./alerts.ts";

interface AlertText {
  title: string;
  body: string;
}

const count = (credits: number): string =>
  credits === 1 ? "1 credit is left." : `${credits.toLocaleString("en-US")} credits are left.`;

/**
 * The texts of the balance alerts.
 * @param days the forecast in days; null when unknown
 */
export const alertText: Record<AlertKind, (balance: number, days: number | null) => AlertText> = {
  credits_low: (balance, days) => ({
    title: "Your credits are running low",
    body: [count(balance), formatDaysLeft(days), "Buy credits in time, and no text is skipped."]
      .filter(Boolean)
      .join(" "),
  }),
  credits_empty: (balance) => ({
    title: "Texts are not going out: there are not enough credits",
    body:
      `${balance > 0 ? `${count(balance)} The next text costs more.` : "All credits are used up."} ` +
      "Buy credits, and the next texts go out as usual.",
  }),
};
