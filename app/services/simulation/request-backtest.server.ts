import type { BacktestReach } from "#core/simulation/backtest-spans.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { refuse, type Result, type Target } from "../automations/parts/audited-change.server.ts";
import { backtestRun } from "./backtest/backtest-job.server.ts";
import { startRun } from "../operations/start-background-job.server.ts";

/** Starts a backtest of an automation: of its draft, or of what runs. */
export async function askForBacktest(
  context: AppContext,
  { shopId, automationId, actor, days, draft }: Target & { days: BacktestReach; draft: boolean },
): Promise<Result<{ runId: string }>> {
  const automation = await findAutomation(context.db.pool, shopId, automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  return startRun(context, {
    shopId,
    actor,
    kind: backtestRun.kind,
    input: { automationId: automation.id, days, draft },
  });
}
