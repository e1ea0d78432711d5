import { summarizeImport, type ImportPart, type ImportSummary } from "#core/intake/import/resources.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readHistoryReach } from "#shell/repositories/intake/store-history.server.ts";
import { readImportRows, type ImportRow } from "#shell/repositories/intake/store-imports.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** How long Home shows an import that is done. */
const SHOWN_HOURS = 24;

export interface ShownImport extends ImportSummary {
  parts: (ImportPart & {
    /** When a resource that waits is asked for again. */
    nextAt: ShownMoment;
  })[];
  /** When its last resource ended; null while one is under way. */
  endedAt: ShownMoment | null;
  /** It ended so long ago that Home shows it no more. */
  isOld: boolean;
}

/** A shop's import; null before the first. */
export async function readImport({ db, clock }: AppContext, shop: Shop): Promise<ShownImport | null> {
  const rows = await readImportRows(db.pool, shop.id);
  const summary = summarizeImport(rows);
  if (!summary) return null;
  const now = clock.now();
  const ends = rows.flatMap(({ endedAt }) => endedAt ?? []);
  const last = ends.length < rows.length ? null : (ends.toSorted((a, b) => b.since(a).sign).at(0) ?? null);
  return {
    state: summary.state,
    parts: (summary.parts as ImportRow[]).map(({ resource, status, done, total, unreadable, problem, nextAt }) => ({
      resource,
      status,
      done,
      total,
      unreadable,
      problem,
      nextAt: momentOf(nextAt, shop.timezone, now),
    })),
    endedAt: last && momentOf(last, shop.timezone, now),
    isOld: summary.state === "done" && last !== null && now.since(last).total("hours") > SHOWN_HOURS,
  };
}

/** The import as the operator's command shows it. */
export async function readImportState(
  { db }: Pick<AppContext, "db">,
  shopId: string,
): Promise<{ rows: ImportRow[]; history: number }> {
  const [rows, { objects }] = await Promise.all([readImportRows(db.pool, shopId), readHistoryReach(db.pool, shopId)]);
  return { rows, history: objects };
}
