import { compareFigures, NO_FIGURES, type GroupComparison } from "#core/analytics/group-figures.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listHoldoutPeriods, readHoldoutFigures } from "#shell/repositories/analytics/holdout-periods.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../../team/require-staff.server.ts";

/** What the shop's marketing caused while one percentage of its customers was held out. */
export interface HoldoutReport extends GroupComparison {
  percent: number;
  startedAt: ShownMoment;
  /** Null while it goes on. */
  endedAt: ShownMoment | null;
  /** Customers that a marketing message was meant for. */
  treated: number;
  heldOut: number;
  currency: string;
}

/** So many periods are read; the oldest ones hold the least news. */
const SHOWN = 12;

/** Reads what the shop's holdout has shown, period by period, the newest first. */
export async function readHoldoutReports(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Pick<Shop, "id" | "timezone" | "currency">,
): Promise<HoldoutReport[]> {
  const now = clock.now();
  const currency = shop.currency ?? "USD";
  const periods = await listHoldoutPeriods(db.pool, shop.id, SHOWN);
  return Promise.all(
    periods.map(async ({ id, percent, startedAt, endedAt }) => {
      const { treated, heldOut } = await readHoldoutFigures(db.pool, id, { until: endedAt ?? now, currency });
      const [some, none] = [treated ?? NO_FIGURES, heldOut ?? NO_FIGURES];
      return {
        ...compareFigures(some, none, { share: percent / 100, isOver: endedAt !== null }),
        percent,
        startedAt: momentOf(startedAt, shop.timezone, now),
        endedAt: endedAt && momentOf(endedAt, shop.timezone, now),
        treated: some.people,
        heldOut: none.people,
        currency,
      };
    }),
  );
}
