import { dateOrderOf, type DateOrder } from "#core/customers/contact-import/dates.ts";
import { guessColumns, type ContactColumns } from "#core/customers/contact-import/fields.ts";
import type { OutcomeCounts, UndoResult } from "#core/customers/contact-import/judge.ts";
import { readingPlan, UNDO_DAYS } from "#core/customers/contact-import/plan.ts";
import { isLive } from "#core/segments/segment.ts";
import type { ContactImportStatus } from "#core/statuses.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  findContactImport,
  listContactImports,
  type ContactImportRow,
} from "#shell/repositories/customers/contact-imports.server.ts";
import { listBackgroundJobs } from "#shell/repositories/operations/background-jobs.server.ts";
import { listSegments } from "#shell/repositories/segments/segments.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";
import { contactImportJob } from "./parts/contact-import-job.server.ts";
import { readHead } from "./parts/contact-list.server.ts";

const MAX_SHOWN = 100;
const SAMPLES = 3;

/** An import, for the list of imports. */
export interface ContactImportView {
  id: string;
  fileName: string;
  status: ContactImportStatus;
  by: string;
  createdAt: ShownMoment;
  rows: number | null;
  counts: Partial<OutcomeCounts> | null;
}

const countsOf = (value: unknown): Partial<OutcomeCounts> | null =>
  (value as { counts?: Partial<OutcomeCounts> } | null)?.counts ?? null;

export async function readContactImports(
  context: AppContext,
  { id: shopId, timezone }: Pick<ShopRow, "id" | "timezone">,
): Promise<ContactImportView[]> {
  const [rows, nameOf] = await Promise.all([
    listContactImports(context.db.pool, shopId, MAX_SHOWN),
    nameActors(context, shopId),
  ]);
  const now = context.clock.now();
  return rows.map((row) => ({
    id: row.id,
    fileName: row.fileName,
    status: row.status,
    by: nameOf(row.author),
    createdAt: momentOf(row.createdAt, timezone, now),
    rows: row.total,
    counts: countsOf(row.applied) ?? countsOf(row.checked),
  }));
}

/** One import with all that its page shows. */
export interface ContactImportPage extends ContactImportView {
  /** The list's headings and first rows, and how it is read; null once the file is gone. */
  head: {
    headings: string[];
    samples: string[][];
    columns: ContactColumns;
    country: string | null;
    dateOrder: DateOrder;
    source: string | null;
    words: string | null;
  } | null;
  /** Why rows give no consent, or are no contacts. */
  reasons: { reason: string; rows: number }[];
  /** How much of the step under way is done, from 0 to 1; null while that is unknown. */
  progress: number | null;
  /** No worker goes on with it. */
  stalled: boolean;
  problem: string | null;
  undone: Partial<Record<UndoResult, number>> | null;
  undoUntil: ShownMoment | null;
  statement: { words: string; by: string; at: ShownMoment } | null;
  segments: { id: string; name: string }[];
  doubleOptIn: boolean;
}

const WORKING: ReadonlySet<ContactImportStatus> = new Set(["reading", "checking", "importing", "undoing"]);
const BEFORE: ReadonlySet<ContactImportStatus> = new Set(["uploaded", "checked"]);

export async function readContactImport(
  context: AppContext,
  shop: ShopRow,
  id: string,
): Promise<ContactImportPage | null> {
  const { db, clock } = context;
  const list = await findContactImport(db.pool, shop.id, id);
  if (!list) return null;
  const now = clock.now();
  const isWorking = WORKING.has(list.status);
  const [nameOf, segments, head, [job]] = await Promise.all([
    nameActors(context, shop.id),
    list.status === "checked" ? listSegments(db.pool, shop.id) : [],
    BEFORE.has(list.status) ? readHead(db.pool, list, SAMPLES) : null,
    isWorking ? listBackgroundJobs(db.pool, shop.id, contactImportJob.kind, { importId: id }, 1) : [],
  ]);
  const shown = (at: Temporal.Instant) => momentOf(at, shop.timezone, now);
  const last = list.importedAt?.add({ hours: UNDO_DAYS * 24 });
  const mayUndo = list.status === "imported" && last && Temporal.Instant.compare(last, now) >= 0;
  return {
    id: list.id,
    fileName: list.fileName,
    status: list.status,
    by: nameOf(list.author),
    createdAt: shown(list.createdAt),
    rows: list.total,
    counts: countsOf(list.applied) ?? countsOf(list.checked),
    head: head && { ...head, ...readingOf(list, head.headings, shop) },
    reasons: ((list.checked as { reasons?: { reason: string; rows: number }[] } | null)?.reasons ?? []).map(
      ({ reason, rows }) => ({ reason, rows }),
    ),
    progress: progressOf(list),
    stalled: isWorking && job?.status !== "waiting" && job?.status !== "running",
    problem: job?.status === "failed" ? job.error : null,
    undone: list.undone as ContactImportPage["undone"],
    undoUntil: mayUndo ? shown(last) : null,
    statement:
      list.statedAt && list.plan
        ? { words: (list.plan as { statement: string }).statement, by: list.statedBy ?? "", at: shown(list.statedAt) }
        : null,
    segments: segments
      .filter((segment) => !isLive(segment))
      .map(({ id: segmentId, name }) => ({ id: segmentId, name })),
    doubleOptIn: readSettings(shop.settings).doubleOptIn,
  };
}

function readingOf({ reading }: ContactImportRow, headings: readonly string[], { countryCode }: ShopRow) {
  const plan = readingPlan.safeParse(reading);
  if (plan.success) {
    const { columns, country, dateOrder, source, words } = plan.data;
    return { columns: columns as ContactColumns, country, dateOrder, source, words };
  }
  return {
    columns: guessColumns(headings),
    country: countryCode,
    dateOrder: dateOrderOf(countryCode),
    source: null,
    words: null,
  };
}

/** Reading and checking a list is one step for the merchant: its rows are not counted before they are read. */
function progressOf({ status, cursor, total }: ContactImportRow): number | null {
  if (total === null || total === 0) return null;
  const share = Math.min(1, cursor / (total + 1));
  return status === "checking" ? 0.5 + share / 2 : share;
}
