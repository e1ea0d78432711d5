import type { BacktestReach } from "#core/simulation/backtest-spans.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { refuse, type ServiceResult, type AutomationTarget } from "../automations/parts/audited-change.server.ts";
import { backtestJob } from "./backtest/backtest-job.server.ts";
import { startBackgroundJob } from "../operations/start-background-job.server.ts";

/** Enqueues a backtest of an automation's draft or published versions. */
export async function requestBacktest(
  context: AppContext,
  { shopId, automationId, actor, days, draft }: AutomationTarget & { days: BacktestReach; draft: boolean },
): Promise<ServiceResult<{ runId: string }>> {
  const automation = await findAutomation(context.db.pool, shopId, automationId);
  if (!automation) return refuse("not_found", "there is no such automation");
  return startBackgroundJob(context, {
    shopId,
    actor,
    kind: backtestJob.kind,
    input: { automationId: automation.id, days, draft },
  });
}
