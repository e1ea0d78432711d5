import { Temporal } from "#core/time/time.ts";
import type { BackgroundJobStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listBackgroundJobs, type BackgroundJobRow } from "#shell/repositories/operations/background-jobs.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { activityExportJob } from "./parts/export-job.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import type { ActivityFilter } from "./read-activity.server.ts";

const SHOWN = 5;
/** What ended longer ago is no news any more. */
const NEWS_FOR = Temporal.Duration.from({ hours: 1 });

/** An export of the log: under way, or ended lately. */
export interface ExportLine {
  id: string;
  status: BackgroundJobStatus;
  /** What of the log. */
  filter: ActivityFilter;
  by: string;
  asked: ShownMoment;
  rows: number;
  /** How many rows there are to come; null while that is not known. */
  total: number | null;
  /** Why it failed, in words. */
  error: string | null;
}

/** The shop's exports of the log that are under way or ended within the hour, newest first. */
export async function readExports(context: AppContext, shop: Shop): Promise<ExportLine[]> {
  const now = context.clock.now();
  const since = now.subtract(NEWS_FOR);
  const rows = await listBackgroundJobs(context.db.pool, shop.id, activityExportJob.kind, {}, SHOWN);
  const news = rows.filter(({ endedAt }) => endedAt === null || Temporal.Instant.compare(endedAt, since) > 0);
  if (news.length === 0) return [];
  const nameOf = await nameActors(context, shop.id);
  return news.map((row) => ({
    id: row.id,
    // Nobody has begun with it yet.
    status: row.status === "running" && row.startedAt === null ? "waiting" : row.status,
    filter: filterIn(row),
    by: nameOf(row.actor),
    asked: momentOf(row.createdAt, shop.timezone, now),
    rows: row.done,
    total: row.total,
    error: row.error,
  }));
}

const filterIn = ({ input }: BackgroundJobRow): ActivityFilter => (input as { filter?: ActivityFilter }).filter ?? {};
