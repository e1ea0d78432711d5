import { logStatuses } from "#core/statuses.ts";
import { z } from "zod";
import type { SimulatedRow } from "#core/simulation/simulation.ts";
import type { Temporal } from "#core/time/time.ts";
import { countPastEvents } from "#shell/repositories/simulation/backtest-history.server.ts";
import { runBacktest, type Backtest } from "../run-backtest.server.ts";
import { defineBackgroundJob } from "#services/operations/background-jobs/define.server.ts";

/** So many lines of what would have happened are kept; the totals count them all. */
const MOST_LINES = 5_000;

/** One decision about a step, as it would have been. */
export const backtestLine = z.object({
  at: z.string(),
  customerId: z.string().nullable(),
  stepId: z.string(),
  action: z.string(),
  status: z.enum(logStatuses),
  reason: z.string().nullable(),
  credits: z.number(),
  /** Of a text that would have gone out; null once its customer has asked to be forgotten. */
  body: z.string().nullable(),
});
export type BacktestLine = z.infer<typeof backtestLine>;

/** What is kept of a backtest. */
export type BacktestResult = Omit<
  Backtest,
  "sent" | "deferrals" | "rows" | "shop" | "comparison" | "since" | "until"
> & {
  /** ISO instants. */
  since: string;
  until: string;
  lines: BacktestLine[];
  /** Lines that were too many to keep. */
  more: number;
};

/** Replays the shop's past with one automation on. */
export const backtestJob = defineBackgroundJob({
  kind: "backtest",
  input: z.object({ automationId: z.uuid(), days: z.number().int().min(1).max(365), draft: z.boolean() }),
  about: ({ automationId }) => ({ automationId }),
  run: async ({ automationId, days, draft }, { context, shop, heed }): Promise<BacktestResult> => {
    const since = context.clock.now().toZonedDateTimeISO(shop.timezone).subtract({ days }).toInstant();
    const total = await countPastEvents(context.db.pool, shop.id);
    const {
      sent,
      deferrals: _deferrals,
      rows,
      shop: _shop,
      comparison: _comparison,
      until,
      ...found
    } = await runBacktest(context, shop, {
      given: { key: automationId, draft },
      since,
      heed: (events) => heed(events, total),
    });
    const lines = linesOf(rows, sent);
    return {
      ...found,
      since: since.toString(),
      until: until.toString(),
      lines: lines.slice(0, MOST_LINES),
      more: Math.max(0, lines.length - MOST_LINES),
    };
  },
});

/** Each decision about a message, with its words where it would have gone out; oldest first. */
function linesOf(rows: readonly SimulatedRow[], sent: Backtest["sent"]): BacktestLine[] {
  const keyOf = (at: Temporal.Instant, customerId: string | null, stepId: string | null) =>
    `${at.epochMilliseconds} ${customerId} ${stepId}`;
  const bodies = new Map(sent.map(({ at, customerId, stepId, body }) => [keyOf(at, customerId, stepId), body]));
  return rows.flatMap(({ at, customerId, stepId, action, status, reason, credits }) =>
    stepId === null
      ? []
      : [
          {
            at: at.toString(),
            customerId,
            stepId,
            action,
            status,
            reason,
            credits,
            body: bodies.get(keyOf(at, customerId, stepId)) ?? null,
          },
        ],
  );
}
