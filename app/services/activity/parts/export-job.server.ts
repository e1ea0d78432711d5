import type { AppContext } from "#shell/context.server.ts";
import { deleteOldJobs, insertClientDrivenJob } from "#shell/repositories/operations/background-jobs.server.ts";
import type { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import type { ActivityFilter } from "../read-activity.server.ts";
import type { ClientDrivenKind } from "#services/operations/background-jobs/define.server.ts";
import { RETAINED_JOBS } from "#services/operations/background-jobs/retained-jobs.ts";

/** The log on its way out as a file: the browser's download is the work. */
export const activityExportJob: ClientDrivenKind = { kind: "activity_export", brokeOff: text.activity.export.brokeOff };

interface Asked {
  shopId: string;
  actor: string;
  filter: ActivityFilter;
  /** By when it must have begun. */
  until: Temporal.Instant;
}

/** Notes that somebody wants the log. @returns the export's id */
export async function auditExport(
  { db, clock, newId }: Pick<AppContext, "db" | "clock" | "newId">,
  { shopId, actor, filter, until }: Asked,
): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  const { kind } = activityExportJob;
  await insertClientDrivenJob(db.pool, {
    id,
    shopId,
    kind,
    input: { filter },
    actor,
    createdAt: now,
    leaseUntil: until,
  });
  await deleteOldJobs(db.pool, shopId, kind, {}, RETAINED_JOBS);
  return id;
}
