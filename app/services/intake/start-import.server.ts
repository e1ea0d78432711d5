import type { ImportResource } from "#core/intake/import/resources.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { beginImport } from "#shell/repositories/intake/store-imports.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { remindOfImports } from "./parts/run-imports.server.ts";

/**
 * Begins an import again, of the resources that failed or of all that have ended.
 * @returns the resources that begin; none while all are under way
 */
export async function startImport(
  context: AppContext,
  { shopId, which, actor }: { shopId: string; which: "ended" | "failed"; actor: string },
): Promise<{ ok: true; resources: ImportResource[] }> {
  const now = context.clock.now();
  const resources = await transaction(context.db.pool, async (sql) => {
    const begun = await beginImport(sql, shopId, which, now);
    if (begun.length > 0)
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action: "import.started",
          target: `shop:${shopId}`,
          before: null,
          after: { resources: begun },
          createdAt: now,
        },
      ]);
    return begun;
  });
  if (resources.length > 0) await remindOfImports(context, now);
  return { ok: true, resources };
}
