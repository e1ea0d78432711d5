import { Temporal } from "#core/time/time.ts";
import type { BackgroundJobStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listBackgroundJobs, type BackgroundJobRow } from "#shell/repositories/operations/background-jobs.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { activityExportJob } from "./parts/export-job.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import type { ActivityFilter } from "./read-activity.server.ts";

const MAX_SHOWN = 5;
/** Hide exports that ended earlier. */
const SHOWN_FOR = Temporal.Duration.from({ hours: 1 });

/** An export that is running or ended recently. */
export interface ExportLine {
  id: string;
  status: BackgroundJobStatus;
  /** Filter of the exported log. */
  filter: ActivityFilter;
  by: string;
  asked: ShownMoment;
  rows: number;
  /** Total rows; null if not counted yet. */
  total: number | null;
  /** Failure message. */
  error: string | null;
}

/** The shop's exports that are running or ended within the hour, newest first. */
export async function readExports(context: AppContext, shop: Shop): Promise<ExportLine[]> {
  const now = context.clock.now();
  const since = now.subtract(SHOWN_FOR);
  const rows = await listBackgroundJobs(context.db.pool, shop.id, activityExportJob.kind, {}, MAX_SHOWN);
  const recent = rows.filter(({ endedAt }) => endedAt === null || Temporal.Instant.compare(endedAt, since) > 0);
  if (recent.length === 0) return [];
  const nameOf = await nameActors(context, shop.id);
  return recent.map((row) => ({
    id: row.id,
    // The client has not started the download.
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
