import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AutomationStatus, LongRunStatus } from "#core/statuses.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { listRuns, type LongRunRow } from "#shell/repositories/operations/background-jobs.server.ts";
import { momentOf, type Moment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { backtestRun } from "./backtest/backtest-job.server.ts";
import { RUNS_KEPT } from "../operations/background-jobs/retained-jobs.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import { readBacktestFound, type BacktestFound } from "./parts/format-backtest-results.server.ts";

/** One backtest of an automation, as a line of their list. */
interface BacktestRun {
  id: string;
  status: LongRunStatus;
  days: number;
  draft: boolean;
  by: string;
  asked: Moment;
  ended: Moment | null;
  /** Why it failed, in words. */
  error: string | null;
  /** How far it is, from 0 to 1; null while that is not known. */
  progress: number | null;
}

export interface BacktestsView {
  automation: { id: string; name: string; status: AutomationStatus };
  /** What sets off the one that is shown, in words; null where that cannot be read. */
  starts: string | null;
  /** Since when the store tells us what happens in it. */
  known: Moment;
  /** Whether something runs, and whether the draft is something else. */
  hasVersion: boolean;
  draftDiffers: boolean;
  /** Newest first. */
  runs: BacktestRun[];
  /** The one that is shown; null before the first. */
  shown: BacktestRun | null;
  found: BacktestFound | null;
}

/** An automation's backtests, and what one of them found. @returns null when the shop has no such automation */
export async function readBacktests(
  context: AppContext,
  shop: Shop,
  automationId: string,
  { runId, page = 1 }: { runId?: string | undefined; page?: number | undefined },
): Promise<BacktestsView | null> {
  const { pool } = context.db;
  const automation = await findAutomation(pool, shop.id, automationId);
  if (!automation) return null;
  const [rows, nameOf, versions] = await Promise.all([
    listRuns(pool, shop.id, backtestRun.kind, { automationId: automation.id }, RUNS_KEPT),
    nameActors(context, shop.id),
    context.definitions(pool, automation.currentVersionId ? [automation.currentVersionId] : []),
  ]);
  const now = context.clock.now();
  const runs = rows.map((row) => presentRun(row, nameOf, (at) => momentOf(at, shop.timezone, now)));
  const shown = runs.find(({ id }) => id === runId) ?? runs[0] ?? null;
  const draft = definitionIn(automation.draft);
  const definition = (shown?.draft ? null : versions.get(automation.currentVersionId ?? "")) ?? draft;
  const current = versions.get(automation.currentVersionId ?? "");
  return {
    automation: { id: automation.id, name: automation.name, status: automation.status },
    starts: definition && triggerOf(definition.trigger.type).label,
    known: momentOf(shop.installedAt, shop.timezone, now),
    hasVersion: automation.currentVersionId !== null,
    draftDiffers: !(current && draft && isSameDefinition(current, draft)),
    runs,
    shown,
    found:
      shown?.status === "done" ? await readBacktestFound(context, shop, { runId: shown.id, page, definition }) : null,
  };
}

const definitionIn = (document: unknown): Definition | null => {
  const read = readDefinition(document);
  return "problems" in read ? null : read.definition;
};

function presentRun(
  { id, status, input, actor, createdAt, endedAt, error, done, total }: LongRunRow,
  nameOf: (actor: string) => string,
  moment: (at: LongRunRow["createdAt"]) => Moment,
): BacktestRun {
  const { days, draft } = backtestRun.input.parse(input);
  return {
    id,
    status,
    days,
    draft,
    by: nameOf(actor),
    asked: moment(createdAt),
    ended: endedAt && moment(endedAt),
    error,
    progress: total === null ? null : total === 0 ? 1 : Math.min(1, done / total),
  };
}
