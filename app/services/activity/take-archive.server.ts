import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listBackgroundJobs } from "#shell/repositories/operations/background-jobs.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { zipFiles } from "#shell/zip.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { recordAccess } from "../team/record-access.server.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import { archiveFiles } from "./parts/archive-files.server.ts";
import { archiveJob, auditExport, hasExportsEnough } from "./parts/export-job.server.ts";
import { beginExport, followExport } from "./parts/follow-export.server.ts";

/** Lifetime of a download URL; a started download may take longer. */
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
/** Route of the download. */
const FILE_PATH = "/exports/archive";

type ArchiveContext = Pick<AppContext, "db" | "clock" | "secrets" | "newId" | "log">;

/** Registers the download of a shop's archive. @returns the signed address, which the browser opens by itself */
export async function startArchive(
  context: ArchiveContext,
  { shopId, userId }: { shopId: string; userId: string },
): Promise<ServiceResult<{ address: string }>> {
  const until = context.clock.now().add(LINK_TTL);
  if (await hasExportsEnough(context, archiveJob, shopId)) return refuse("under_way", text.archive.tooMany);
  const actor = `staff:${userId}`;
  const jobId = await auditExport(context, archiveJob, { shopId, actor, input: {}, until });
  return {
    ok: true,
    address: signUrl(context.secrets, FILE_PATH, { shop: shopId, staff: userId, run: jobId }, until),
  };
}

interface Archive {
  fileName: string;
  /** The zip file in chunks, with the rows that went into each. */
  parts: AsyncGenerator<{ text: Uint8Array; rows: number }, undefined>;
}

/** All that a shop has, as one zip file; writes down who takes it. */
export async function archiveOf(context: ArchiveContext, shop: ShopRow, actor: string): Promise<Archive> {
  const { db, clock, newId } = context;
  const now = clock.now();
  await recordAudit(db.pool, [
    {
      id: newId(now),
      shopId: shop.id,
      actor,
      action: "archive.taken",
      target: `shop:${shop.id}`,
      before: null,
      after: {},
      createdAt: now,
    },
  ]);
  await recordAccess(context, { shopId: shop.id, actor, what: "archive", customerId: null });
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  let rows = 0;
  const files = await archiveFiles(context, shop, { now, count: (more) => (rows += more) });
  async function* parts(): AsyncGenerator<{ text: Uint8Array; rows: number }, undefined> {
    for await (const chunk of zipFiles(files, new Date(now.epochMilliseconds))) {
      yield { text: chunk, rows };
      rows = 0;
    }
  }
  return { fileName: `shopbell-archive-${day}.zip`, parts: parts() };
}

/**
 * Starts the download of a signed address.
 * @returns null if it is invalid or expired, or if its staff member may no longer; "too_many" while as many run as may
 */
export async function openArchive(context: ArchiveContext, address: string) {
  const claims = readSignedUrl(context.secrets, address, context.clock.now());
  const holder = await findLinkHolder(context.db.pool, claims, "data.archive");
  if (!holder) return null;
  const { shop, userId } = holder;
  const actor = `staff:${userId}`;
  const run = await beginExport(context, archiveJob, { shopId: shop.id, runId: claims?.run ?? "", actor, input: {} });
  if (!run) return "too_many" as const;
  const { fileName, parts } = await archiveOf(context, shop, actor);
  // To count all rows first would take as long as to write them.
  return { fileName, ...followExport(context, { parts, run, total: new Promise<number>(() => {}) }) };
}

/** The last download of the archive; null before the first. */
export interface ArchiveRun {
  state: "running" | "done" | "failed";
  at: ShownMoment;
  by: string;
  rows: number;
}

export async function readArchiveRun(
  context: AppContext,
  shop: Pick<ShopRow, "id" | "timezone">,
): Promise<ArchiveRun | null> {
  const jobs = await listBackgroundJobs(context.db.pool, shop.id, archiveJob.kind, {}, 5);
  const job = jobs.find(({ startedAt }) => startedAt !== null);
  if (!job) return null;
  const nameOf = await nameActors(context, shop.id);
  return {
    state: job.status === "done" ? "done" : job.status === "running" ? "running" : "failed",
    at: momentOf(job.createdAt, shop.timezone, context.clock.now()),
    by: nameOf(job.actor),
    rows: job.done,
  };
}
