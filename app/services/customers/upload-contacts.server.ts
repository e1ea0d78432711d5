import { LIST_PART_BYTES, MAX_LIST_BYTES } from "#core/customers/contact-import/plan.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  insertContactImport,
  lockContactImport,
  savePart,
  storedBytes,
  updateContactImport,
} from "#shell/repositories/customers/contact-imports.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { text } from "#text/en.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";

const words = text.contacts;

interface Upload {
  shopId: string;
  actor: string;
  fileName: string;
  fileBytes: number;
}

/** Begins the upload of a list, whose parts follow. */
export async function beginUpload(
  { db, clock, newId }: AppContext,
  { shopId, actor, fileName, fileBytes }: Upload,
): Promise<ServiceResult<{ importId: string }>> {
  if (fileBytes === 0) return refuse("invalid", words.emptyFile);
  if (fileBytes > MAX_LIST_BYTES) return refuse("invalid", words.tooLarge);
  const now = clock.now();
  const importId = newId(now);
  await transaction(db.pool, async (sql) => {
    await insertContactImport(sql, { id: importId, shopId, fileName, fileBytes, author: actor, createdAt: now });
    await recordAudit(sql, [
      {
        id: newId(now),
        shopId,
        actor,
        action: "contacts.uploaded",
        target: `contact_import:${importId}`,
        before: null,
        after: { fileName, fileBytes },
        createdAt: now,
      },
    ]);
  });
  return { ok: true, importId };
}

/**
 * Stores a part of a list. A part that comes again replaces itself, so an upload that broke off can go on.
 * @returns whether the file is complete
 */
export async function takePart(
  { db }: AppContext,
  { shopId, importId, position, bytes }: { shopId: string; importId: string; position: number; bytes: Buffer },
): Promise<ServiceResult<{ complete: boolean }>> {
  if (bytes.length === 0 || bytes.length > LIST_PART_BYTES) return refuse("invalid", words.badPart);
  return transaction(db.pool, async (sql): Promise<ServiceResult<{ complete: boolean }>> => {
    const list = await lockContactImport(sql, shopId, importId);
    if (!list) return refuse("not_found", words.noSuchImport);
    if (list.status !== "uploading") return refuse("over", words.uploadedAlready);
    if (position > list.parts) return refuse("invalid", words.badPart);
    await savePart(sql, { importId: list.id, position, shopId, bytes });
    const parts = Math.max(list.parts, position + 1);
    const stored = await storedBytes(sql, list.id);
    if (stored > list.fileBytes) return refuse("invalid", words.badPart);
    const complete = stored === list.fileBytes;
    await updateContactImport(sql, list.id, { parts, ...(complete && { status: "uploaded" }) });
    return { ok: true, complete };
  });
}
