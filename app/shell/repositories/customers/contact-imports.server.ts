import type { ContactImportStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { ownId } from "#shell/db/own-id.server.ts";
import { insert, query, toJson, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A list of contacts that is imported. */
export interface ContactImportRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  fileName: string;
  fileBytes: number;
  parts: number;
  status: ContactImportStatus;
  reading: unknown;
  plan: unknown;
  statedBy: string | null;
  statedAt: Instant | null;
  cursor: number;
  total: number | null;
  checked: unknown;
  applied: unknown;
  undone: unknown;
  author: string;
  createdAt: Instant;
  importedAt: Instant | null;
  undoneAt: Instant | null;
  undoneBy: string | null;
}

export const insertContactImport = (
  sql: Sql,
  row: Pick<ContactImportRow, "id" | "shopId" | "fileName" | "fileBytes" | "author" | "createdAt">,
): Promise<void> => insert(sql, "ContactImport", [{ ...row, status: "uploading", parts: 0, cursor: 0 }]);

/** Newest first. */
export const listContactImports = (sql: Sql, shopId: string, limit: number): Promise<ContactImportRow[]> =>
  query(
    sql,
    `
      SELECT *
      FROM "ContactImport"
      WHERE "shopId" = $1 AND "status" <> ${STATUS.uploading}
      ORDER BY "createdAt" DESC, "id" DESC LIMIT $2`,
    [shopId, limit],
  );

export async function findContactImport(sql: Sql, shopId: string, id: string): Promise<ContactImportRow | null> {
  const [row] = await query<ContactImportRow>(sql, `SELECT * FROM "ContactImport" WHERE "shopId" = $1 AND "id" = $2`, [
    shopId,
    ownId(id),
  ]);
  return row ?? null;
}

/** Locks an import until the end of the transaction. */
export async function lockContactImport(sql: Sql, shopId: string, id: string): Promise<ContactImportRow | null> {
  const [row] = await query<ContactImportRow>(
    sql,
    `SELECT * FROM "ContactImport" WHERE "shopId" = $1 AND "id" = $2 FOR UPDATE`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

type Changes = Partial<Omit<ContactImportRow, "id" | "shopId">>;
const JSON_COLUMNS = new Set(["reading", "plan", "checked", "applied", "undone"]);

/** Changes columns of an import, in the transaction that locked it. */
export async function updateContactImport(sql: Sql, id: string, changes: Changes): Promise<void> {
  const entries = Object.entries(changes);
  await query(
    sql,
    `
      UPDATE "ContactImport"
      SET ${entries
        .map(
          ([column], at) => `"${column}" = $${at + 2}${casts[column] ?? (JSON_COLUMNS.has(column) ? "::jsonb" : "")}`,
        )
        .join(", ")}
      WHERE "id" = $1`,
    [id, ...entries.map(([column, value]) => (JSON_COLUMNS.has(column) && value !== null ? toJson(value) : value))],
  );
}
const casts: Readonly<Record<string, string>> = { status: `::"ContactImportStatus"` };

export const deleteContactImport = (sql: Sql, shopId: string, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "ContactImport" WHERE "shopId" = $1 AND "id" = $2`, [shopId, id]);

/** Stores a part of the file. A part that is sent again replaces itself. */
export const savePart = (
  sql: Sql,
  part: { importId: string; position: number; shopId: string; bytes: Buffer },
): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "ContactImportPart" ("importId", "position", "shopId", "bytes")
      VALUES ($1, $2, $3, $4)
      ON CONFLICT ("importId", "position") DO UPDATE SET "bytes" = excluded."bytes"`,
    [part.importId, part.position, part.shopId, part.bytes],
  );

export async function readPart(sql: Sql, importId: string, position: number): Promise<Buffer | null> {
  const [row] = await query<{ bytes: Uint8Array }>(
    sql,
    `SELECT "bytes" FROM "ContactImportPart" WHERE "importId" = $1 AND "position" = $2`,
    [importId, position],
  );
  return row ? Buffer.from(row.bytes) : null;
}

/** How many bytes of the file are stored. */
export async function storedBytes(sql: Sql, importId: string): Promise<number> {
  const [row] = await query<{ bytes: number }>(
    sql,
    `SELECT coalesce(sum(length("bytes")), 0)::int AS "bytes" FROM "ContactImportPart" WHERE "importId" = $1`,
    [importId],
  );
  return row?.bytes ?? 0;
}

export const deleteParts = (sql: Sql, importId: string): Promise<unknown> =>
  query(sql, `DELETE FROM "ContactImportPart" WHERE "importId" = $1`, [importId]);
