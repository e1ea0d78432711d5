import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AutomationStatus, BackgroundJobStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { listBackgroundJobs, type BackgroundJobRow } from "#shell/repositories/operations/background-jobs.server.ts";
import { readHistoryReach } from "#shell/repositories/intake/store-history.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { backtestJob } from "./backtest/backtest-job.server.ts";
import { RETAINED_JOBS } from "../operations/background-jobs/define.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import { formatBacktestResults, type BacktestResultsView } from "./parts/format-backtest-results.server.ts";

/** One backtest, as a list row. */
interface BacktestRun {
  id: string;
  status: BackgroundJobStatus;
  days: number;
  draft: boolean;
  by: string;
  asked: ShownMoment;
  ended: ShownMoment | null;
  /** Failure message. */
  error: string | null;
  /** Progress from 0 to 1; null if unknown. */
  progress: number | null;
}

export interface BacktestsView {
  automation: { id: string; name: string; status: AutomationStatus };
  /** Trigger of the tested definition; null if it cannot be read. */
  starts: string | null;
  /** Start of the shop's event history. */
  known: ShownMoment;
  /** Whether a version is published, and whether the draft differs from it. */
  hasVersion: boolean;
  draftDiffers: boolean;
  /** Newest first. */
  runs: BacktestRun[];
  /** The selected backtest; null before the first. */
  shown: BacktestRun | null;
  found: BacktestResultsView | null;
}

/**
 * An automation's backtests, and the result of one of them.
 * @returns null if the shop has no such automation
 */
export async function readBacktests(
  context: AppContext,
  shop: Shop,
  automationId: string,
  { runId, page = 1 }: { runId?: string | undefined; page?: number | undefined },
): Promise<BacktestsView | null> {
  const { pool } = context.db;
  const automation = await findAutomation(pool, shop.id, automationId);
  if (!automation) return null;
  const [rows, nameOf, versions, reach] = await Promise.all([
    listBackgroundJobs(pool, shop.id, backtestJob.kind, { automationId: automation.id }, RETAINED_JOBS),
    nameActors(context, shop.id),
    context.definitions(pool, automation.currentVersionId ? [automation.currentVersionId] : []),
    readHistoryReach(pool, shop.id),
  ]);
  const now = context.clock.now();
  const runs = rows.map((row) => toRun(row, nameOf, (at) => momentOf(at, shop.timezone, now)));
  const shown = runs.find(({ id }) => id === runId) ?? runs[0] ?? null;
  const draft = definitionIn(automation.draft);
  const definition = (shown?.draft ? null : versions.get(automation.currentVersionId ?? "")) ?? draft;
  const current = versions.get(automation.currentVersionId ?? "");
  return {
    automation: { id: automation.id, name: automation.name, status: automation.status },
    starts: definition && triggerOf(definition.trigger.type).label,
    known: momentOf(historyBegins(shop.installedAt, reach.since), shop.timezone, now),
    hasVersion: automation.currentVersionId !== null,
    draftDiffers: !(current && draft && isSameDefinition(current, draft)),
    runs,
    shown,
    found:
      shown?.status === "done"
        ? await formatBacktestResults(context, shop, { runId: shown.id, page, definition })
        : null,
  };
}

/** An import reaches back before the installation. */
const historyBegins = (installedAt: Instant, imported: Instant | null): Instant =>
  imported && Temporal.Instant.compare(imported, installedAt) < 0 ? imported : installedAt;

const definitionIn = (document: unknown): Definition | null => {
  const read = readDefinition(document);
  return "problems" in read ? null : read.definition;
};

function toRun(
  { id, status, input, actor, createdAt, endedAt, error, done, total }: BackgroundJobRow,
  nameOf: (actor: string) => string,
  toMoment: (at: BackgroundJobRow["createdAt"]) => ShownMoment,
): BacktestRun {
  const { days, draft } = backtestJob.input.parse(input);
  return {
    id,
    status,
    days,
    draft,
    by: nameOf(actor),
    asked: toMoment(createdAt),
    ended: endedAt && toMoment(endedAt),
    error,
    progress: total === null ? null : total === 0 ? 1 : Math.min(1, done / total),
  };
}
