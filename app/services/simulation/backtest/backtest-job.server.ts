import { actionNamed } from "#core/actions/index.ts";
import { logStatuses } from "#core/statuses.ts";
import { z } from "zod";
import type { SimulatedRow, SkippedText } from "#core/simulation/simulation.ts";
import type { Temporal } from "#core/time/time.ts";
import { countPastEvents } from "#shell/repositories/simulation/backtest-history.server.ts";
import { runBacktest, type Backtest } from "../run-backtest.server.ts";
import { defineBackgroundJob } from "#services/operations/background-jobs/define.server.ts";

/** Lines stored per backtest; the totals count all of them. */
const MAX_LINES = 5_000;

/** One simulated decision about a message. */
export const backtestLine = z.object({
  at: z.string(),
  customerId: z.string().nullable(),
  stepId: z.string(),
  action: z.string(),
  status: z.enum(logStatuses),
  reason: z.string().nullable(),
  credits: z.number(),
  /** The text as its customer would have read it, sent or skipped; null once its customer is erased. */
  body: z.string().nullable(),
});
export type BacktestLine = z.infer<typeof backtestLine>;

/** Stored result of a backtest. */
export type BacktestResult = Omit<
  Backtest,
  "sent" | "skippedTexts" | "deferrals" | "rows" | "shop" | "comparison" | "since" | "until"
> & {
  /** ISO instants. */
  since: string;
  until: string;
  lines: BacktestLine[];
  /** Number of lines that were not stored. */
  more: number;
};

/** Replays the shop's history with one automation. */
export const backtestJob = defineBackgroundJob({
  kind: "backtest",
  input: z.object({ automationId: z.uuid(), days: z.number().int().min(1).max(365), draft: z.boolean() }),
  concurrencyKeyOf: ({ automationId }) => ({ automationId }),
  run: async ({ automationId, days, draft }, { context, shop, reportProgress }): Promise<BacktestResult> => {
    const since = context.clock.now().toZonedDateTimeISO(shop.timezone).subtract({ days }).toInstant();
    const total = await countPastEvents(context.db.pool, shop.id);
    const {
      sent,
      skippedTexts,
      deferrals: _deferrals,
      rows,
      shop: _shop,
      comparison: _comparison,
      until,
      ...found
    } = await runBacktest(context, shop, {
      target: { key: automationId, draft },
      since,
      onProgress: (events) => reportProgress(events, total),
    });
    const lines = linesOf(rows, [...sent, ...skippedTexts]);
    return {
      ...found,
      since: since.toString(),
      until: until.toString(),
      lines: lines.slice(0, MAX_LINES),
      more: Math.max(0, lines.length - MAX_LINES),
    };
  },
});

/** Decisions about messages, oldest first, with the texts as their customers would have read them. */
function linesOf(rows: readonly SimulatedRow[], texts: readonly SkippedText[]): BacktestLine[] {
  const keyOf = (at: Temporal.Instant, customerId: string | null, stepId: string | null) =>
    `${at.epochMilliseconds} ${customerId} ${stepId}`;
  const bodies = new Map(texts.map(({ at, customerId, stepId, body }) => [keyOf(at, customerId, stepId), body]));
  return rows.flatMap(({ at, customerId, stepId, action, status, reason, credits }) =>
    stepId === null || actionNamed(action)?.family !== "messages"
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
