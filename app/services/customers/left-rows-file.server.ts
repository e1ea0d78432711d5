import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import { contactFields } from "#core/customers/contact-import/fields.ts";
import type { ContactOutcome } from "#core/customers/contact-import/judge.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findContactImport } from "#shell/repositories/customers/contact-imports.server.ts";
import { readLeftRows } from "#shell/repositories/customers/contact-rows.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { text } from "#text/en.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { recordAccessBeside } from "../team/record-access.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";

const words = text.contacts;
const LINK_TTL = Temporal.Duration.from({ minutes: 5 });
const BATCH_SIZE = 1_000;
/** Route of the download. */
const FILE_PATH = "/exports/contact-rows";
/** Rows that give no consent, each with its reason. */
const LEFT: readonly ContactOutcome[] = ["invalid", "duplicate", "no_proof", "opted_out"];

type FileContext = Pick<AppContext, "db" | "clock" | "secrets" | "newId" | "log">;

/** Signs the address of the rows that a list's import leaves. */
export async function signLeftRows(
  { db, clock, secrets }: FileContext,
  { shopId, userId, importId }: { shopId: string; userId: string; importId: string },
): Promise<ServiceResult<{ address: string }>> {
  const list = await findContactImport(db.pool, shopId, importId);
  if (!list) return refuse("not_found", words.noSuchImport);
  const until = clock.now().add(LINK_TTL);
  return { ok: true, address: signUrl(secrets, FILE_PATH, { shop: shopId, staff: userId, list: list.id }, until) };
}

interface RowsFile {
  fileName: string;
  texts: AsyncGenerator<string, undefined>;
}

/** Starts the download of a signed address. @returns null if it is invalid or expired, or its staff member may not */
export async function openLeftRows(context: FileContext, address: string): Promise<RowsFile | null> {
  const claims = readSignedUrl(context.secrets, address, context.clock.now());
  const holder = await findLinkHolder(context.db.pool, claims, "contacts.import");
  const list = holder && (await findContactImport(context.db.pool, holder.shop.id, claims?.list ?? ""));
  if (!list) return null;
  recordAccessBeside(context, {
    shopId: list.shopId,
    actor: `staff:${holder.userId}`,
    what: "export",
    customerId: null,
  });
  return { fileName: `shopbell-rows-left-${list.id.slice(0, 8)}.csv`, texts: writeLeftRows(context, list.id) };
}

/** The rows that give no consent, as CSV: where they stand, why, and what the list says. */
export async function* writeLeftRows(
  { db }: Pick<AppContext, "db">,
  importId: string,
): AsyncGenerator<string, undefined> {
  yield BYTE_ORDER_MARK + csvLine([words.row, words.why, ...contactFields.map((field) => words.fields[field])]);
  for (let after = 0; ;) {
    const rows = await readLeftRows(db.pool, importId, { outcomes: LEFT, after, limit: BATCH_SIZE });
    if (rows.length > 0)
      yield rows
        .map(({ number, outcome, reason, cells }) =>
          csvLine([number, words.whyLeft(outcome, reason), ...contactFields.map((field) => cells[field] ?? null)]),
        )
        .join("");
    if (rows.length < BATCH_SIZE) return;
    after = rows.at(-1)?.number ?? after;
  }
}
