import { daysLeft, FORECAST_DAYS } from "#core/credits/forecast.ts";
import type { AppContext } from "#shell/context.server.ts";
import { spentPerDay } from "#shell/repositories/credits/ledger.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** Whole days that the balance lasts at the recent daily spend; null if the shop spent nothing. */
export async function readForecast(
  { db, clock }: AppContext,
  shop: Pick<Shop, "id" | "creditBalance">,
): Promise<number | null> {
  return daysLeft(shop.creditBalance, await spentPerDay(db.pool, shop.id, clock.now(), FORECAST_DAYS));
}
