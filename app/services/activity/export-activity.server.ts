import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { text } from "#text/en.ts";
import { recordAccessBeside } from "../team/record-access.server.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { writeLog } from "./parts/write-log.server.ts";
import { beginExport, followExport } from "./parts/follow-export.server.ts";
import { activityExportJob, auditExport, hasExportsEnough } from "./parts/export-job.server.ts";
import { openLog, type ActivityFilter } from "./read-activity.server.ts";

const words = text.activity.export;
/** Lifetime of a download URL; a started download may take longer. */
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
const BATCH_SIZE = 1_000;
/** Excel's row limit. */
export const MAX_EXPORT_ROWS = 1_000_000;

/** The log to export, its filter, and the staff member. */
interface ExportRequest {
  shopId: string;
  /** Shopify's user id. */
  userId: string;
  filter: ActivityFilter;
}

/** Route of the download. */
const FILE_PATH = "/exports/activity";

type ExportContext = Pick<AppContext, "db" | "clock" | "secrets" | "newId" | "log">;

/**
 * Registers an export of the log, unless the shop has too many.
 * @returns signed download URL, which the browser opens without the page's session
 */
export async function startActivityExport(
  context: ExportContext,
  { shopId, userId, filter }: ExportRequest,
): Promise<ServiceResult<{ address: string }>> {
  const until = context.clock.now().add(LINK_TTL);
  if (await hasExportsEnough(context, activityExportJob, shopId)) return refuse("under_way", words.tooMany);
  const jobId = await auditExport(context, activityExportJob, {
    shopId,
    actor: actorOf(userId),
    input: { filter },
    until,
  });
  const address = signUrl(
    context.secrets,
    FILE_PATH,
    { shop: shopId, staff: userId, run: jobId, filter: JSON.stringify(filter) },
    until,
  );
  return { ok: true, address };
}

const actorOf = (userId: string): string => `staff:${userId}`;

/** A running export. */
export interface ActivityExport {
  fileName: string;
  /** CSV text in batches; reads the next batch on demand. */
  texts: AsyncIterableIterator<string, undefined>;
  /** Keeps the lease while the client reads nothing, for example while the download is paused. */
  alive(): Promise<void>;
}

/** Test overrides. */
interface ExportLimits {
  batch?: number;
  most?: number;
}

/**
 * Starts the download of a signed URL and audits it.
 * @returns null if the URL is invalid or expired, or if its staff member may no longer export; "too_many" while as many
 * downloads of the shop run as may
 */
export async function openExport(
  context: ExportContext,
  address: string,
  sizes: ExportLimits = {},
): Promise<ActivityExport | "too_many" | null> {
  const now = context.clock.now();
  const claims = readSignedUrl(context.secrets, address, now);
  const holder = await findLinkHolder(context.db.pool, claims, "data.export");
  if (!holder) return null;
  const { shop, userId } = holder;
  const filter = JSON.parse(claims?.filter ?? "{}") as ActivityFilter;
  const actor = actorOf(userId);
  const job = await beginExport(context, activityExportJob, {
    shopId: shop.id,
    runId: claims?.run ?? "",
    actor,
    input: { filter },
  });
  if (!job) return "too_many";
  await recordAudit(context.db.pool, [
    {
      id: context.newId(now),
      shopId: shop.id,
      actor,
      action: "activity.exported",
      target: "activity",
      before: null,
      after: { ...filter },
      createdAt: now,
    },
  ]);
  recordAccessBeside(context, { shopId: shop.id, actor, what: "export", customerId: null });
  const maxRows = sizes.most ?? MAX_EXPORT_ROWS;
  const log = await openLog(context, shop, filter);
  const followed = followExport(context, {
    parts: writeLog(log, shop, { batch: sizes.batch ?? BATCH_SIZE, most: maxRows }),
    run: job,
    total: log.count(maxRows),
  });
  const day = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
  return { fileName: `shopbell-activity-${day}.csv`, ...followed };
}
