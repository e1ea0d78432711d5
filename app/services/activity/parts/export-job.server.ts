import type { AppContext } from "#shell/context.server.ts";
import { deleteOldJobs, insertClientDrivenJob } from "#shell/repositories/operations/background-jobs.server.ts";
import type { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import type { ActivityFilter } from "../read-activity.server.ts";
import { type ClientDrivenKind, RETAINED_JOBS } from "#services/operations/background-jobs/define.server.ts";

/** The activity export: the browser's download drives the job. */
export const activityExportJob: ClientDrivenKind = {
  kind: "activity_export",
  interruptedMessage: text.activity.export.brokeOff,
};

interface ExportRequest {
  shopId: string;
  actor: string;
  filter: ActivityFilter;
  /** Deadline for starting the download. */
  until: Temporal.Instant;
}

/**
 * Inserts the job of an export.
 * @returns its id
 */
export async function auditExport(
  { db, clock, newId }: Pick<AppContext, "db" | "clock" | "newId">,
  { shopId, actor, filter, until }: ExportRequest,
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
