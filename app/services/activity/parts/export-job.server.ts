import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  deleteOldJobs,
  insertClientDrivenJob,
  lockShopJobs,
} from "#shell/repositories/operations/background-jobs.server.ts";
import type { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import { type ClientDrivenKind, RETAINED_JOBS } from "#services/operations/background-jobs/define.server.ts";

/** The activity export: the browser's download drives the job. */
export const activityExportJob: ClientDrivenKind = {
  kind: "activity_export",
  interruptedMessage: text.activity.export.brokeOff,
};

/** Downloads of a shop that may run at once: each reads the database as fast as its browser reads. */
export const MAX_EXPORTS_AT_ONCE = 2;

/** The archive of a shop: the browser's download drives the job. */
export const archiveJob: ClientDrivenKind = {
  kind: "archive",
  interruptedMessage: text.activity.export.brokeOff,
};

/** Whether as many of the shop's downloads of a kind run as may. */
export const hasExportsEnough = (
  { db, clock }: Pick<AppContext, "db" | "clock">,
  { kind }: ClientDrivenKind,
  shopId: string,
): Promise<boolean> =>
  transaction(db.pool, async (sql) => {
    const { underWay } = await lockShopJobs(sql, { shopId, kind }, clock.now());
    return underWay >= MAX_EXPORTS_AT_ONCE;
  });

interface ExportRequest {
  shopId: string;
  actor: string;
  /** What is exported, such as the log's filter. */
  input: object;
  /** Deadline for starting the download. */
  until: Temporal.Instant;
}

/**
 * Inserts the job of an export.
 * @returns its id
 */
export async function auditExport(
  { db, clock, newId }: Pick<AppContext, "db" | "clock" | "newId">,
  { kind }: ClientDrivenKind,
  { shopId, actor, input, until }: ExportRequest,
): Promise<string> {
  const now = clock.now();
  const id = newId(now);
  await insertClientDrivenJob(db.pool, { id, shopId, kind, input, actor, createdAt: now, leaseUntil: until });
  await deleteOldJobs(db.pool, shopId, kind, {}, RETAINED_JOBS);
  return id;
}
